import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { withLedger } from '../host/redis/with-ledger.ts';
import { agreedMissions } from '../reconcile/agreed-missions.ts';
import { syncMissions } from '../reconcile/share-missions.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import type { Invocation } from './command.ts';

/** Brings what is here of a team's missions and what its hosts agree on together; nothing where this host has it alone. */
export type Agree = () => Promise<void>;

interface Caller {
  readonly host: Host;
  readonly invocation: Invocation;
}

/** Does `work` while the hosts of a team can agree on its missions. Throws a HostError where they can not: its Redis is away, or not to be trusted. */
export async function withAgreement<Result>({ team, sharing }: Desired, { host: { store, clock }, invocation: { terminal } }: Caller, work: (agree: Agree) => Promise<Result>): Promise<Result> {
  if (sharing === undefined) return work(() => Promise.resolve());
  return withLedger(sharing.redis, ({ ledger, doubt }) => {
    if (doubt !== undefined) terminal.err(`${doubt} It is used all the same, as accept_loss says.`);
    return work(async () => {
      store.replica.share(team);
      await syncMissions(team, { store, ledger, clock });
    });
  });
}

/** The same once the work is done: where that fails, the supervisor tells the others later. */
export async function agreeAfterwards(agree: Agree, { terminal }: Invocation): Promise<void> {
  try {
    await agree();
  } catch (error) {
    terminal.err(`${redisFailure(error).message} What was changed of missions is kept here, and told to the other hosts when Redis answers.`);
  }
}

/** The missions that the hosts of a team agree on, for a plan. Nothing where this host has it alone; nor where they can not be asked, which is said. */
export async function agreedForPlan({ team, sharing }: Desired, { store }: Host, { terminal }: Invocation): Promise<Partial<Pick<Observed, 'missions'>>> {
  if (sharing === undefined) return {};
  try {
    return { missions: await withLedger(sharing.redis, ({ ledger }) => agreedMissions(team, store, ledger)) };
  } catch (error) {
    terminal.err(`${redisFailure(error).message} This plan goes by what is known of missions here.`);
    return {};
  }
}

function redisFailure(error: unknown): HostError {
  if (error instanceof HostError && error.tool === 'redis') return error;
  throw error;
}
