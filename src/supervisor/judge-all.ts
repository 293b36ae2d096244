import type { Host } from '../host/host.ts';
import { identify } from '../plan/identity.ts';
import { latestPlacedLaunch } from '../plan/launches.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed } from '../state/observed.ts';
import { judge } from './judge.ts';

/** What was seen, and what was before. */
export interface Judging {
  readonly kept: KeptTeam;
  readonly seen: Observed;
  /** tmux as it was seen last; undefined where that says nothing. */
  readonly before: Observed['tmux'] | undefined;
  /** Whether a server that is gone went without an orderly end. */
  readonly serverDied: () => Promise<boolean>;
  /** From 0 to 1. */
  readonly chance: () => number;
}

/** What became of every member since it was judged last. */
export async function judgeAll({ kept, seen, before, serverDied, chance }: Judging, host: Host): Promise<{ cares: Care[]; events: TeamEvent[] }> {
  const { byAddress } = identify(kept.name, seen);
  const hadOneWindow = before?.running === true && new Set(before.panes.map(({ window }) => window)).size === 1;
  const wasLastWindow = hadOneWindow && !seen.tmux.running && !(await serverDied());
  const now = host.clock.now();
  const judgements = await Promise.all(kept.desired.members.map(async (member) => {
    const found = byAddress.get(member.address);
    const care = seen.cares.get(member.address);
    const isNewEnd = found?.pane.dead !== undefined && (care?.judged ?? 0) < found.tag.epoch;
    const lastLines = isNewEnd && (found.pane.dead?.code ?? 0) !== 0 ? await host.tmux.lastLines(found.pane.id, lastLineCount) : [];
    const launch = latestPlacedLaunch(seen, member.address);
    const judged = judge({ member, care, found, launch, tmux: seen.tmux, lastLines, wasLastWindow }, { now, chance: chance() });
    return { before: care, ...judged };
  }));
  return {
    cares: judgements.filter(({ before: earlier, care, events }) => events.length > 0 || (earlier !== undefined && earlier !== care)).map(({ care }) => care),
    events: judgements.flatMap(({ events }) => events),
  };
}

const lastLineCount = 8;
