import type { Host } from '../../host/host.ts';
import { pokeSupervisor } from '../../host/poke.ts';
import { carefree, type Care } from '../../state/care.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { UsageError, type Invocation, type Option } from '../command.ts';
import { memberHere } from '../remote-members.ts';
import { withTeamLock } from '../team-lock.ts';
import { withAppliedTeam } from '../team-world.ts';
import { requireMayTend } from './rights.ts';

export const teamOption: Option = { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' };

/** One member of an applied team, as a verb about it finds it. */
export interface CaredMember {
  readonly team: AppliedTeam;
  readonly address: Address;
  readonly care: Care;
  readonly host: Host;
}

const patienceMs = 30_000;

/** Does `work` about the member that the first operand names, while nobody else changes its team; then has the supervisor look. */
export function withMember<Result>(verb: string, invocation: Invocation, work: (member: CaredMember) => Promise<Result>): Promise<Result> {
  const { operands: [named], options } = invocation;
  if (named === undefined) throw new UsageError(`coders ${verb} needs a member.`, `For example: coders ${verb} storefront/cart.`);
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const address = memberHere({ verb, name: named, team }, host.store);
    await requireMayTend({ verb, team, address }, host.store, invocation);
    const result = await withTeamLock({ team: team.name, verb, timeoutMs: patienceMs }, invocation, () => {
      const care = host.store.cares(team.name).find((one) => one.address === address) ?? carefree(address);
      return work({ team, address, care, host });
    });
    await pokeSupervisor(host.store.directory);
    return result;
  });
}

/** Says what became of a member, to a person or a program. */
export function tell({ team, address }: Pick<CaredMember, 'team' | 'address'>, said: { readonly text: string; readonly data: object }, { terminal, options }: Invocation): void {
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, member: address, ...said.data }, null, 2));
  else terminal.out(`${seatIn(address)} ${said.text}`);
}
