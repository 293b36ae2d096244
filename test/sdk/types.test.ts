import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../rig/temporary.ts';
import { install, programsIn } from './program.ts';

const execute = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');

let folder: string;

beforeAll(async () => {
  folder = await temporaryDirectory();
  const dist = join(folder, 'dist');
  await mkdir(dist);
  await tsc(repository, ['-p', 'scripts/declarations.tsconfig.json', '--outDir', join(dist, 'types')]);
  await install(folder, dist);
  await writeFile(join(folder, 'package.json'), '{"type": "module"}\n');
});

/** What the compiler complains of; empty where it is content. */
function tsc(directory: string, argv: readonly string[]): Promise<string> {
  return execute(process.execPath, [compiler, ...argv], { cwd: directory, env: { PATH: process.env['PATH'] } }).then(() => '', ({ stdout }: { stdout: string }) => stdout);
}

async function complaints(program: string): Promise<string> {
  await writeFile(join(folder, 'program.ts'), program);
  const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', '--typeRoots', join(repository, 'node_modules', '@types'), '--types', 'node'];
  return tsc(folder, [...options, 'program.ts']);
}

test('the programs of the page compile against the types that are shipped', async () => {
  const programs = [...(await programsIn('docs/sdk.md')).values()].map((text) => `{\n${text.replace("import { coders } from 'coders';\n", '')}}\n`);
  expect(programs.length).toBeGreaterThan(0);
  expect(await complaints(`import { coders } from 'coders';\nconst show = (text: string): void => console.log(text);\n${programs.join('')}`)).toBe('');
});

test('results have types, and what can not be meant does not compile', async () => {
  expect(await complaints(`
    import { coders, UsageError, type Agent, type QueuedMission } from 'coders';
    const agents: readonly Agent[] = await coders.list();
    const mission: QueuedMission | undefined = await coders.missions.dequeue(agents[0]!);
    const file: string = (await coders.listSnapshots({ sortBy: 'date', reverse: true }))[0]!.file;
    const bytes: number | undefined = (await coders.manager.healthCheck(1)).memoryUsage;
    console.log(mission?.blockedBy, file, bytes, new UsageError('No.').hint);
  `)).toBe('');
  const wrong = await complaints(`
    import { coders } from 'coders';
    await coders.spawn({ tool: 'claude', tsak: 'Mend it.' });
    await coders.missions.enqueue({ prompt: 'Mend it.', priority: 'urgent' });
    await coders.sendMessage('cart', 7);
  `);
  expect(wrong.split('\n').filter((line) => line.includes('error TS'))).toHaveLength(3);
});
