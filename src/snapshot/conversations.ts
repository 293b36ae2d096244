import { adapterFor } from '../agents/registry.ts';
import type { Host } from '../host/host.ts';
import { nameOf } from '../reconcile/observe.ts';
import type { Desired } from '../state/desired.ts';
import type { Snapshot } from './document.ts';

/** Those conversations of a snapshot that their tools still have and can go on with. */
export function conversationsThere({ coders: { members } }: Snapshot, desired: Desired, host: Host): ReadonlySet<string> {
  const wanted = new Map(desired.members.map((member) => [member.address, member.settings]));
  return new Set(members.flatMap(({ address, launch }) => {
    const settings = wanted.get(address);
    if (settings === undefined || launch?.conversation === undefined || adapterFor(settings.tool, settings.declared)?.resumes !== true) return [];
    const environment = { ...host.environment, ...settings.env };
    return nameOf(settings, { conversation: launch.conversation, environment, directory: settings.directory }, host) === undefined ? [] : [launch.conversation];
  }));
}
