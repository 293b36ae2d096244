import { relative, resolve } from 'node:path';
import { absolutePath, isInside } from '../manifest/paths.ts';
import type { ImportRequest } from './request.ts';

/** A path of the source, made absolute. Variables without a value stay as they are typed. */
export function pathFrom(written: string, folder: string, { env }: ImportRequest): string {
  return absolutePath(expanded(written, env), folder, env['HOME']) ?? resolve(folder, written);
}

/** A text with the values of its `$NAME`s and `${NAME}`s. */
export function expanded(written: string, env: ImportRequest['env']): string {
  return written.replace(variable, (typed, braced: string | undefined, bare: string | undefined) => env[braced ?? bare ?? ''] ?? typed);
}

/** A text whose `$NAME`s are variables of a manifest where they have a value now; all else stands for itself. */
export function referring(written: string, env: ImportRequest['env']): string {
  const fromHome = written.replace(/^~(?=\/|$)/, '${HOME}');
  return fromHome.replace(/\$\{(\w+)\}|\$(\w+)|\$(?=[${])/g, (typed, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    if (name !== undefined && env[name] !== undefined) return `\${${name}}`;
    return bare === undefined ? `$${typed}` : typed;
  });
}

const variable = /\$(?:\{(\w+)\}|(\w+))/g;

/** A path as it is written in the manifest: from there where it is near, from home where it is below. */
export function writtenPath(path: string, { manifestFolder, env }: ImportRequest): string {
  const near = relative(manifestFolder, path) || '.';
  if (!near.startsWith('../../') && near !== '../..') return near;
  const home = env['HOME'];
  return home !== undefined && home !== '' && isInside(path, home) ? `~/${relative(home, path)}` : path;
}
