import { basename } from 'node:path';
import type { VersionPin } from '../manifest/manifest.ts';
import { isInRange, readVersionRange } from '../util/version-range.ts';
import type { FoundVersion } from './observed.ts';

/** In sentences why a member is not to be started with what was found; undefined where it may be. */
export function versionFault({ range, place }: VersionPin, found: FoundVersion): string | undefined {
  const where = `${basename(place.file)}:${place.start.line}:${place.start.column}`;
  if ('problem' in found) return `The manifest wants version ${range} (${where}), and the version can not be told. ${found.problem}`;
  if (isInRange(found.version, readVersionRange(range) ?? [])) return undefined;
  return `Version ${found.version} is at ${found.program}, and the manifest wants ${range} (${where}). Install a version that fits, or change the range.`;
}
