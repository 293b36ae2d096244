import { programOf } from '../agents/registry.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { Address } from '../state/address.ts';
import type { Desired, MemberSettings } from '../state/desired.ts';
import type { FoundVersion } from '../state/observed.ts';

type Eyes = Pick<Host, 'files' | 'versions'>;

/** Which version each member would be started with, whose tool is pinned to some. */
export async function observeVersions({ members }: Desired, host: Eyes): Promise<Map<Address, FoundVersion>> {
  const pinned = members.filter(({ pin }) => pin !== undefined);
  return new Map(await Promise.all(pinned.map(async ({ address, settings }) => [address, await foundVersion(settings, host)] as const)));
}

/** That there is no such program, or that it names no version, is an answer: no start will do anything about it. */
export async function foundVersion(settings: MemberSettings, { files, versions }: Eyes): Promise<FoundVersion> {
  try {
    const program = files.findProgram(programOf(settings));
    return { program, version: await versions.of({ tool: settings.tool, path: program }) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { problem: error.message };
  }
}
