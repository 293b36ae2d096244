import type { Adapter, LiveAgent } from '../agents/adapter.ts';
import { verdictOf } from '../health/verdict.ts';
import type { Host } from '../host/host.ts';
import type { Evidence, Verdict } from '../state/evidence.ts';
import type { LaunchRecord } from '../state/observed.ts';

/** How long after its launch a tool may still take its prompt: longer than any has been seen to, on a busy machine, too. */
const takingMs = 60_000;

/** What was read of an agent, and of whom. */
export interface Read {
  readonly verdict: Verdict;
  readonly adapter: Adapter;
  readonly live: LiveAgent;
  /** Absent where the store knows of none. */
  readonly launch: Pick<LaunchRecord, 'at' | 'prompt'> | undefined;
}

/** The verdict, but that nobody is idle who has yet to take the prompt of its launch: what is typed then would end up in that turn. */
export function withLaunchPrompt(read: Read, { files, clock }: Pick<Host, 'files' | 'clock'>): Verdict {
  const { verdict } = read;
  return verdict.reading.status === 'idle' && isUntaken(read, { files, clock }) ? verdictOf([untaken, ...verdict.evidence], clock.now()) : verdict;
}

const untaken: Evidence = { source: 'prompt', rule: 'the prompt of its launch is not in its record yet', reading: { status: 'starting' } };

function isUntaken({ adapter: { delivery }, live, launch }: Read, { files, clock }: Pick<Host, 'files' | 'clock'>): boolean {
  const record = delivery?.isReadyTooEarly === true ? delivery.record?.(live) : undefined;
  if (delivery === undefined || record === undefined || launch?.prompt === undefined || clock.now() - launch.at >= takingMs) return false;
  const { prompt, at: launchedAt } = launch;
  return !delivery.promptsIn(files.look(record)?.text ?? '').some(({ at = Infinity }) => prompt === 'first' || at >= launchedAt);
}
