import { find, type Located } from '../manifest/located.ts';
import { projectFields } from './project-configs.ts';
import type { ImportKind } from './request.ts';

/** What a file is by what is in it, in this order. */
const signs: readonly (readonly [ImportKind, (root: Located) => boolean])[] = [
  ['tmuxp', (root) => has(root, 'session_name') || windowsOf(root).some((window) => has(window, 'window_name'))],
  ['tmuxinator', (root) => find(root, ['windows'])?.kind === 'list' || find(root, ['tabs'])?.kind === 'list'],
  ['project-configs', (root) => valuesOf(root).some((value) => projectFields.some((field) => has(value, field)))],
];

/** Undefined for what is none of them. */
export function kindOf(root: Located): ImportKind | undefined {
  return signs.find(([, fits]) => fits(root))?.[0];
}

function has(node: Located, key: string): boolean {
  return node.kind === 'map' && node.entries.has(key);
}

function windowsOf(root: Located): readonly Located[] {
  const windows = find(root, ['windows']);
  return windows?.kind === 'list' ? windows.items : [];
}

function valuesOf(root: Located): readonly Located[] {
  return root.kind === 'map' ? [...root.entries.values()].map(({ value }) => value) : [];
}
