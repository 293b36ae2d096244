import type { Adapter, LiveAgent, SeenFile } from '../agents/adapter.ts';
import { verdictOf } from '../health/verdict.ts';
import type { Host } from '../host/host.ts';
import type { Evidence, Verdict } from '../state/evidence.ts';
import type { LaunchRecord } from '../state/observed.ts';

/** A living agent, as it is read. */
export interface ReadAgent {
  readonly adapter: Adapter;
  readonly live: LiveAgent;
  readonly title: string;
  /** Undefined where the store knows of none. */
  readonly launch: Pick<LaunchRecord, 'at' | 'prompt'> | undefined;
}

type Eyes = Pick<Host, 'files' | 'clock'>;

/**
 * Looks at an agent's files, once; gives what is to be held of it by them and, where that was looked at, by its screen. Nobody is
 * idle who has yet to take the prompt of its launch: what is typed then would end up in that turn.
 */
export function readAgent(agent: ReadAgent, eyes: Eyes): (screen?: readonly string[]) => Verdict {
  const { adapter, live, title } = agent;
  const files = Object.fromEntries(Object.entries(adapter.looksAt(live)).flatMap(([name, look]): [string, SeenFile][] => {
    const file = eyes.files.look(look);
    return file === undefined ? [] : [[name, file]];
  }));
  return (screen) => {
    const verdict = verdictOf(adapter.evidence({ title, files, ...(screen === undefined ? {} : { screen }) }), eyes.clock.now());
    return verdict.reading.status === 'idle' && isUntaken(agent, eyes) ? verdictOf([untaken, ...verdict.evidence], eyes.clock.now()) : verdict;
  };
}

/** How long after its launch a tool may still take its prompt: longer than any has been seen to, on a busy machine, too. */
const takingMs = 60_000;

const untaken: Evidence = { source: 'prompt', rule: 'the prompt of its launch is not in its record yet', reading: { status: 'starting' } };

function isUntaken({ adapter: { delivery }, live, launch }: ReadAgent, { files, clock }: Eyes): boolean {
  const record = delivery?.isReadyTooEarly === true ? delivery.record?.(live) : undefined;
  if (delivery === undefined || record === undefined || launch?.prompt === undefined || clock.now() - launch.at >= takingMs) return false;
  const { prompt, at: launchedAt } = launch;
  return !delivery.promptsIn(files.look(record)?.text ?? '').some(({ at = Infinity }) => prompt === 'first' || at >= launchedAt);
}
