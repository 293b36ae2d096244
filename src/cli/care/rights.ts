import { quote } from '../../diagnostics/words.ts';
import { repositoryOf, type HoldingRepository } from '../../host/git/repository-of.ts';
import type { Store } from '../../host/store/store.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { isAdHoc } from '../ad-hoc.ts';
import { UsageError, type Invocation } from '../command.ts';
import { callerOf, callersTeam, projectOf, type Caller } from '../mission/caller.ts';
import { leaders, position } from '../mission/rights.ts';
import { openStoreFor } from '../team-world.ts';

/** A member, and what is to be done with it. */
interface Tending {
  readonly verb: string;
  readonly team: AppliedTeam;
  readonly address: Address;
}

/**
 * Engineers look after nobody, PMs after their project and what was spawned in its repository, the orchestrator after all.
 * An agent that runs another team by a manifest of its own is a person to that team. Throws a UsageError that says who may.
 */
export async function requireMayTend({ verb, team, address }: Tending, store: Store, invocation: Invocation): Promise<void> {
  const isSpawned = isAdHoc(team, invocation);
  const home = isSpawned ? homeOf(store, invocation) : { team, caller: callerOf(team, invocation) };
  if (home === undefined || isFree(home.caller)) return;
  const { caller } = home;
  const directory = team.members.find((member) => member.address === address)?.directory;
  const isOwn = isSpawned ? await isInRepository(directory, home) : caller.project === projectOf(address);
  if (caller.seat === 'pm' && isOwn) return;
  throw new UsageError(`${position(caller)} may not ${verb} ${seatIn(address)}.`, `Only ${leaders((isSpawned ? caller.project : projectOf(address)) ?? '', home.team)} may.`);
}

/** Engineers start nobody, and PMs only in the repository of their project. Throws a UsageError that says who may. */
export async function requireMaySpawn(repository: HoldingRepository | undefined, invocation: Invocation): Promise<void> {
  if (invocation.environment['CODERS_ADDRESS'] === undefined) return;
  const store = openStoreFor(invocation);
  try {
    const home = homeOf(store, invocation);
    if (home === undefined || isFree(home.caller)) return;
    const { caller, team } = home;
    if (caller.seat === 'pm' && repository !== undefined && repository.main === (await ownRepository(home))?.main) return;
    const where = caller.seat === 'pm' ? ` outside of the repository of ${quote(caller.project ?? '')}` : '';
    const others = { ...team, members: caller.seat === 'pm' ? team.members.filter(({ seat }) => seat !== 'pm') : team.members };
    throw new UsageError(`${position(caller)} may not spawn a member${where}.`, `Only ${leaders(caller.project ?? '', others)} may.`);
  } finally {
    store.close();
  }
}

/** A member's own team, and the member as its caller. */
interface Home<Who extends Caller = Caller> {
  readonly team: AppliedTeam;
  readonly caller: Who;
}

/** Undefined for a person. */
function homeOf(store: Store, invocation: Invocation): Home | undefined {
  const name = callersTeam(invocation, store);
  const team = name === undefined ? undefined : store.team(name);
  return team === undefined ? undefined : { team, caller: callerOf(team, invocation) };
}

function isFree(caller: Caller): caller is Extract<Caller, { is: 'person' }> {
  return caller.is === 'person' || caller.seat === 'orchestrator';
}

async function ownRepository({ team, caller }: Home): Promise<HoldingRepository | undefined> {
  const directory = caller.is === 'person' ? undefined : team.members.find(({ address }) => address === caller.address)?.directory;
  return directory === undefined ? undefined : repositoryOf(directory);
}

async function isInRepository(directory: string | undefined, home: Home): Promise<boolean> {
  if (directory === undefined) return false;
  const [there, own] = [await repositoryOf(directory), await ownRepository(home)];
  return there !== undefined && there.main === own?.main;
}
