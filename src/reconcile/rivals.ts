import { dirname } from 'node:path';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Desired } from '../state/desired.ts';

/** A team that runs, and that this manifest would run into or leave behind unseen. */
export interface Rival {
  readonly team: string;
  readonly windows: number;
  /** Why they can not both run, as a clause. */
  readonly because: string;
}

/** The manifest's file is not part of what is desired: that it moves is no drift. */
export interface Claim {
  readonly desired: Desired;
  readonly file: string;
}

type Collision = (other: AppliedTeam, claim: Claim, host: Host) => string | undefined;

/** In this order, the first that fits is told. */
const collisions: readonly Collision[] = [movedServer, otherManifestOfThatName, renamedTeam, sameDirectory];

/**
 * Applied teams that stand in the way and have windows now. Only those that the store makes suspect are looked for, so
 * a machine with many teams pays nothing for the others.
 */
export async function findRivals(claim: Claim, host: Host): Promise<Rival[]> {
  const suspects = host.store.teams().flatMap((team) => {
    const because = collisions.map((collision) => collision(team, claim, host)).find((cause) => cause !== undefined);
    return because === undefined ? [] : [{ team, because }];
  });
  const rivals = await Promise.all(suspects.map(async ({ team, because }) => ({ team: team.name, because, windows: await liveWindows(team, host) })));
  return rivals.filter(({ windows }) => windows > 0);
}

function movedServer(other: AppliedTeam, { desired }: Claim): string | undefined {
  if (other.name !== desired.team || other.tmux.socket === desired.tmux.socket) return undefined;
  return `it runs on the tmux server "${other.tmux.socket}", and the manifest now names "${desired.tmux.socket}"`;
}

/** Two manifests in one folder may be two ways to run one team; in two folders they are two teams of one name. */
function otherManifestOfThatName(other: AppliedTeam, { desired, file }: Claim, host: Host): string | undefined {
  if (other.name !== desired.team || dirname(other.file) === dirname(file)) return undefined;
  return host.files.readText(other.file) === undefined ? undefined : `it was applied from ${other.file}, which is another manifest of that name`;
}

function renamedTeam(other: AppliedTeam, { desired, file }: Claim): string | undefined {
  return other.file === file && other.name !== desired.team ? 'it was applied from this manifest under that name' : undefined;
}

/** A command is no agent: it may stand where another works, as in one team. */
function sameDirectory(other: AppliedTeam, { desired }: Claim): string | undefined {
  if (other.name === desired.team) return undefined;
  const wanted = new Set(desired.members.filter(({ settings }) => settings.tool !== 'command').map(({ settings }) => settings.directory));
  const shared = other.members.find(({ tool, directory }) => tool !== 'command' && wanted.has(directory));
  return shared === undefined ? undefined : `its ${shared.address} works in ${shared.directory}, where this team would work too`;
}

async function liveWindows({ name, tmux: settings }: AppliedTeam, host: Host): Promise<number> {
  const seen = await host.tmuxAt(settings).observe();
  return seen.running ? seen.panes.filter(({ tag, dead }) => tag?.team === name && dead === undefined).length : 0;
}
