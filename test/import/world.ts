import { importFile, type Imported } from '../../src/import/import-file.ts';
import type { ImportRequest } from '../../src/import/request.ts';
import { filesOf } from '../../src/manifest/world.ts';
import { memoryWorld, type MemoryFiles } from '../manifest/memory-world.ts';

/** A repository with folders in it, others, and a folder outside of them. */
export const files: MemoryFiles = {
  '/work/shop/.git/HEAD': 'ref: refs/heads/main\n',
  '/work/shop/api/main.py': '',
  '/work/shop/api/web/index.html': '',
  '/work/shop/jobs/run.js': '',
  '/work/notes/today.md': '',
  '/work/teams/specs/shop.md': 'Sell things.\n',
  '/home/ann/Coding/Mobile App/.git/HEAD': 'ref: refs/heads/main\n',
  '/home/ann/old/.git/HEAD': 'ref: refs/heads/main\n',
};

export const env = { HOME: '/home/ann', SHELL: '/usr/bin/zsh', USER: 'ann', PATH: '/bin' };

/** What becomes of a text in /work/teams, where a person is who wants the manifest there. */
export function imported(text: string, request: Partial<ImportRequest> = {}): Imported {
  const here = { folder: '/work/teams', directory: '/work/teams', manifestFolder: '/work/teams' };
  return importFile({ file: 'source', text, ...here, env, files: filesOf(memoryWorld(files, env)), ...request });
}
