import { endKindOf } from '../health/end-kind.ts';
import { holdFor, judgeEnd, type Judgement } from '../health/restart.ts';
import type { IdentifiedPane } from '../plan/identity.ts';
import { carefree, type Care } from '../state/care.ts';
import type { DesiredMember } from '../state/desired.ts';
import { endOf } from '../state/ending.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';

/** One member, with what was seen of it. */
export interface Seat {
  readonly member: DesiredMember;
  readonly care: Care | undefined;
  readonly found: IdentifiedPane | undefined;
  /** The latest that got a pane. */
  readonly launch: LaunchRecord | undefined;
  readonly tmux: ObservedTmux;
  /** What stands last in the window of a program that has ended. */
  readonly lastLines: readonly string[];
  /** Its window was the last of its server, which ended in good order: so a person closed it. */
  readonly wasLastWindow: boolean;
}

/** What became of a member since it was looked at last, and what follows from it. Nothing where nothing did. */
export function judge(seat: Seat, at: { readonly now: number; readonly chance: number }): Judgement {
  const { member, found } = seat;
  const care = seat.care ?? carefree(member.address);
  if (care.hold !== undefined) return judgeHeld(seat, care);
  if (found === undefined) return judgeMissing(seat, care, at);
  const { dead, attended } = found.pane;
  if (dead === undefined) return { care, events: [] };
  const kind = endKindOf({ dead, attended, lastLines: seat.lastLines });
  return judgeEnd(care, { epoch: found.tag.epoch, kind, how: endOf(dead) }, member.care, at);
}

/** What ends while a person has it is theirs. It is noted, for a release gives back what is left: nobody is held again for it. */
function judgeHeld({ found, launch }: Seat, care: Care): Judgement {
  const ended = found === undefined ? launch?.epoch : found.pane.dead === undefined ? undefined : found.tag.epoch;
  const isNew = ended !== undefined && ended > (care.judged ?? 0);
  const isGone = found === undefined && launch !== undefined && launch.epoch > (care.gone ?? 0);
  if (!isNew && !isGone) return { care, events: [] };
  return { care: { ...care, ...(isNew ? { judged: ended } : {}), ...(isGone ? { gone: launch.epoch } : {}) }, events: [] };
}

/** A window that is gone while its server lives was closed, and not by the runner, which notes what it closes. Also that of a program that had ended before. */
function judgeMissing({ launch, tmux, wasLastWindow, member }: Seat, care: Care, at: { readonly now: number; readonly chance: number }): Judgement {
  if (launch?.pane === undefined || launch.conversation === undefined || (care.gone ?? 0) >= launch.epoch) return { care, events: [] };
  const { epoch, pane } = launch;
  const isClosed = tmux.running ? tmux.server === pane.server : wasLastWindow;
  if (isClosed) return holdFor({ ...care, judged: epoch, gone: epoch }, 'A person closed its window', at.now);
  // Noted as gone, or the last window of the next server to close would be taken for its.
  return judgeEnd({ ...care, gone: epoch }, { epoch, kind: 'lost-with-its-server', how: 'the server is gone' }, member.care, at);
}
