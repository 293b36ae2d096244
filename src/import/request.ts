import type { Files } from '../manifest/world.ts';

/** What a file to be imported is taken for. */
export const importKinds = ['project-configs', 'tmuxinator', 'tmuxp'] as const;

export type ImportKind = (typeof importKinds)[number];

/** A file to be made into a manifest, and what its paths and variables mean here. */
export interface ImportRequest {
  /** What the file is called in messages and places. */
  readonly file: string;
  readonly text: string;
  /** Found by content where nobody says. */
  readonly kind?: ImportKind;
  /** Where the file is. */
  readonly folder: string;
  /** Where the person is. */
  readonly directory: string;
  /** Where the manifest will be: its relative paths start there. */
  readonly manifestFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
}
