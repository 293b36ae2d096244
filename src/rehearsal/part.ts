import type { PermissionRule } from '../manifest/permission.ts';
import type { Source } from '../state/evidence.ts';

/** What one tool needs to be rehearsed: somebody who uses it and is nobody, and what is seen of it in each scene. Pure. */
export interface Part {
  readonly tool: string;
  /** In which it asks before it runs a command that writes. */
  readonly permissionMode: string;
  /** Of the team's own: absent for a tool whose dialog is answered in keys. */
  readonly permissions?: readonly PermissionRule[];
  /** What tells the fake model to ask for leave to run `touch asked.txt`. */
  readonly asking: string;
  /** Files of the person's, by their paths below the home. */
  files(place: Place): Readonly<Record<string, string>>;
  /** The person's whole environment, but for what every part has. */
  variables(place: Place): Readonly<Record<string, string>>;
  /** What tells of each scene in the versions that coders is tested with; the first of them that speaks is believed. */
  readonly sources: Readonly<Record<SceneName, readonly Source[]>>;
}

/** Where a rehearsal takes place: a scratch home, the directory that the agent works in, and the model on this machine. */
export interface Place {
  readonly home: string;
  readonly directory: string;
  readonly model: string;
}

/** As the recorded screens of these moments are called. */
export type SceneName = 'working' | 'permission' | 'done';

/** The command that it has to ask for. */
export const asked = 'touch asked.txt';
