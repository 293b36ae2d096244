import type { Address } from '../state/address.ts';
import type { LaunchRecord, Observed, ObservedPane } from '../state/observed.ts';
import type { PaneTag } from '../state/tag.ts';

/** Which pane is whose. */
export interface Identities {
  readonly byAddress: ReadonlyMap<Address, IdentifiedPane>;
  /** Panes that claim a member which another pane has: the same agent twice. */
  readonly doubles: readonly IdentifiedPane[];
}

export interface IdentifiedPane {
  readonly address: Address;
  readonly pane: ObservedPane;
  /** What the pane's tag should say; it differs from `pane.tag` where somebody edited that. */
  readonly tag: PaneTag;
}

/**
 * A pane is known by the place the store put it, and by its own tag. The place is believed first: tags can be edited,
 * and a member whose tag was wiped must not be started a second time in the same directory.
 */
export function identify(team: string, observed: Pick<Observed, 'tmux' | 'launches'>): Identities {
  const panes = observed.tmux.running ? observed.tmux.panes : [];
  const server = observed.tmux.running ? observed.tmux.server : '';
  const placed = new Map(observed.launches.filter((launch) => launch.pane?.server === server).map((launch) => [launch.pane?.id, launch]));
  const claims = panes.flatMap((pane) => {
    const claim = claimOf(team, pane, placed.get(pane.id));
    return claim === undefined ? [] : [claim];
  });
  claims.sort((a, b) => rank(b, placed) - rank(a, placed) || b.tag.epoch - a.tag.epoch);
  const byAddress = new Map<Address, IdentifiedPane>();
  const doubles: IdentifiedPane[] = [];
  for (const claim of claims) {
    if (byAddress.has(claim.address)) doubles.push(claim);
    else byAddress.set(claim.address, claim);
  }
  return { byAddress, doubles };
}

function claimOf(team: string, pane: ObservedPane, launch: LaunchRecord | undefined): IdentifiedPane | undefined {
  if (launch?.conversation !== undefined && !isLaterLaunch(team, pane, launch)) {
    const { address, epoch, fingerprint, conversation } = launch;
    return { address, pane, tag: { team, address, epoch, fingerprint, conversation } };
  }
  return pane.tag?.team === team ? { address: pane.tag.address, pane, tag: pane.tag } : undefined;
}

/** The runner died between starting a later launch in this pane and noting it: the tag is newer than the note. */
function isLaterLaunch(team: string, pane: ObservedPane, launch: LaunchRecord): boolean {
  return pane.tag?.team === team && pane.tag.address === launch.address && pane.tag.epoch > launch.epoch;
}

function rank(claim: IdentifiedPane, placed: ReadonlyMap<string | undefined, LaunchRecord>): number {
  return placed.get(claim.pane.id)?.address === claim.address ? 1 : 0;
}
