import type { CarePolicy, RestartPolicy } from '../manifest/manifest.ts';
import type { Care } from '../state/care.ts';
import type { CareEvent, EndKind } from '../state/event.ts';
import { formatDuration } from '../util/duration.ts';

/** The end of a member's program, as it was judged. */
export interface End {
  readonly epoch: number;
  readonly kind: EndKind;
  /** As a phrase: `exited with code 1`. */
  readonly how: string;
}

export interface Judgement {
  readonly care: Care;
  readonly events: readonly CareEvent[];
}

/**
 * What follows from the end of a program. It is judged once: `judged` names the launch.
 *
 *   killed by a person ─▶ held               no login ─▶ quarantined: no start would help
 *   clean, crash ─▶ started at once, then after a doubling pause, then quarantined
 *   context full ─▶ the same, and fresh      usage limit ─▶ started once it may be over: no crash
 *   lost with its tmux server ─▶ started at once, and counted for nothing
 *
 * `chance` from 0 to 1 spreads the pauses, so that agents that ended together do not start together.
 */
export function judgeEnd(care: Care, end: End, { restart: policy }: Pick<CarePolicy, 'restart'>, { now, chance }: { readonly now: number; readonly chance: number }): Judgement {
  if (care.judged !== undefined && care.judged >= end.epoch) return { care, events: [] };
  const told: CareEvent = { type: 'ended', address: care.address, epoch: end.epoch, kind: end.kind, how: end.how };
  const { retryAt: _retryAt, ...rest } = care;
  const { care: next, events } = consequences[end.kind]({ ...rest, judged: end.epoch }, end, { policy, now, chance });
  return { care: wasUnwished(end.kind) ? { ...next, interrupted: { epoch: end.epoch } } : next, events: [told, ...events] };
}

/** It may have been in the middle of a turn. */
function wasUnwished(kind: EndKind): boolean {
  return kind === 'crash' || kind === 'lost-with-its-server';
}

interface Circumstances {
  readonly policy: RestartPolicy;
  readonly now: number;
  readonly chance: number;
}

type Consequence = (care: Care, end: End, circumstances: Circumstances) => Judgement;

const unchanged: Consequence = (care) => ({ care, events: [] });

/** How long after it ended by a usage limit a member is tried again, where nothing tells when the limit ends: so long, to twice as long. */
const limitMs = 15 * 60_000;

/** Started at once, it would end at once. */
const awaitLimit: Consequence = (care, _end, { now, chance }) => {
  const known = care.park !== undefined && care.park.wakeAt > now ? care.park.wakeAt : undefined;
  const retryAt = known ?? now + Math.round(limitMs * (1 + chance));
  return { care: { ...care, retryAt }, events: [{ type: 'retry-planned', address: care.address, retryAt, crashes: care.crashes.length }] };
};

function unlessNever(consequence: Consequence): Consequence {
  return (care, end, at) => (at.policy.policy === 'never' ? quarantineFor(care, `restart is never, and it ${end.how}`, at.now) : consequence(care, end, at));
}

const consequences: Readonly<Record<EndKind, Consequence>> = {
  'killed-by-a-person': (care, { how }, { now }) => holdFor(care, `A person ended it (it ${how})`, now),
  'lost-with-its-server': unchanged,
  limit: unlessNever(awaitLimit),
  auth: (care, { how }, { now }) => quarantineFor(care, `it wants a login (it ${how})`, now),
  // Counted as well: a brief that is too long fills the next context at once.
  'context-full': unlessNever((care, { epoch }, at) => countCrash({ ...care, restart: { epoch, fresh: true, because: 'its context was full' } }, at)),
  clean: (care, end, at) => (at.policy.policy === 'always' ? countCrash(care, at) : quarantineFor(care, `restart is ${at.policy.policy}, and it ${end.how}`, at.now)),
  crash: unlessNever((care, _end, at) => countCrash(care, at)),
};

export function holdFor(care: Care, because: string, at: number): Judgement {
  return { care: { ...care, hold: { at, because } }, events: [{ type: 'held', address: care.address, because }] };
}

function quarantineFor(care: Care, because: string, at: number): Judgement {
  return { care: { ...care, quarantine: { at, because } }, events: [{ type: 'quarantined', address: care.address, because }] };
}

/** A time that is yet to come was noted before somebody set the clock back. */
export function endsThatCount({ crashes }: Care, { windowMs }: RestartPolicy, now: number): readonly number[] {
  return crashes.filter((at) => at > now - windowMs && at <= now);
}

function countCrash(care: Care, { policy, now, chance }: Circumstances): Judgement {
  const crashes = [...endsThatCount(care, policy, now), now];
  const counted = { ...care, crashes };
  if (crashes.length >= policy.max) return quarantineFor(counted, `it ended ${crashes.length} times within ${formatDuration(policy.windowMs)}`, now);
  const pauseMs = pauseAfter(crashes.length, policy, chance);
  if (pauseMs === 0) return { care: counted, events: [] };
  const retryAt = now + pauseMs;
  return { care: { ...counted, retryAt }, events: [{ type: 'retry-planned', address: care.address, retryAt, crashes: crashes.length }] };
}

/** None after the first crash; from the second on half to the whole of a doubling time. */
export function pauseAfter(crashes: number, { backoff: { firstMs, mostMs } }: RestartPolicy, chance: number): number {
  if (crashes <= 1) return 0;
  return Math.round(Math.min(mostMs, firstMs * 2 ** (crashes - 2)) * (0.5 + chance / 2));
}
