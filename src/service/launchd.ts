import { join } from 'node:path';
import { removeFile, replaceText } from '../host/own-files.ts';
import type { Piece, ServiceKind, Surroundings } from './kind.ts';
import { launchdLabel, launchdPlist, plistMark } from './launchd-plist.ts';
import { lookAtFile } from './own-text.ts';
import type { Startup } from './startup.ts';

/** An agent of macOS. It is read when the person logs in: what starts earlier is for administrators only. */
export const launchd: ServiceKind = {
  name: 'launchd',
  when: 'when you log in, which macOS can do by itself after a boot',
  isHere: ({ platform }) => platform === 'darwin',
  pieces: (startup, surroundings) => [listOf(startup, surroundings)],
  beside: () => [],
  look: async (startup, surroundings) => lookAtFile(listOf(startup, surroundings), plistMark),
  install: async (startup, surroundings) => {
    const { place, text } = listOf(startup, surroundings);
    replaceText(place, text);
    return [];
  },
  uninstall: async (startup, surroundings) => {
    removeFile(listOf(startup, surroundings).place);
    return [];
  },
};

function listOf(startup: Startup, { home }: Surroundings): Piece {
  return { place: join(home, 'Library', 'LaunchAgents', `${launchdLabel}.plist`), text: launchdPlist(startup) };
}
