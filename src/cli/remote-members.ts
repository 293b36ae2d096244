import type { Store } from '../host/store/store.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { RemoteMember } from '../state/sharing.ts';
import { UsageError } from './command.ts';
import { memberNamed } from './seats.ts';

/** The members of a team that other hosts run, as it was handed to the supervisor here. */
export function remoteMembers(team: string, store: Pick<Store, 'keptTeam'>): readonly RemoteMember[] {
  return store.keptTeam(team)?.desired.sharing?.elsewhere ?? [];
}

/** What a person asks for, and of which member. */
export interface Wish {
  readonly verb: string;
  /** An address, a seat, or the name where no other member has it. */
  readonly name: string;
  readonly team: AppliedTeam;
}

/** The member that is meant, of those that run here. Throws a UsageError that names the host of one that runs on another. */
export function memberHere({ verb, name, team }: Wish, store: Pick<Store, 'keptTeam'>): Address {
  const elsewhere = remoteMembers(team.name, store);
  const address = memberNamed(name, [...team.members, ...elsewhere].map((member) => member.address));
  const remote = elsewhere.find((member) => member.address === address);
  if (remote === undefined) return address;
  throw new UsageError(`${seatIn(address)} runs on the host ${remote.host}, and only there coders ${verb} reaches it.`, `On ${remote.host}: coders ${verb} ${seatIn(address)}`);
}
