import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiled } from '../host/compiled-code.ts';

/** The file of the command line beside this one; its name changes with its content. The build says it. */
declare const CODERS_PROGRAM: string;

const program = fileURLToPath(new URL(CODERS_PROGRAM, import.meta.url));
const compiledName = `${basename(CODERS_PROGRAM, '.cjs')}-${process.version}-${process.arch}.compiled`;
const caches = process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] || homedir(), '.cache');
const run = compiled(program, [join(fileURLToPath(new URL('.', import.meta.url)), 'parts', compiledName), join(caches, 'coders', compiledName)]);
run(createRequire(program), { exports: {} }, import.meta.url);
