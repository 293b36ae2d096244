import type { Tending } from '../health/tend/patient.ts';
import { tend } from '../health/tend/tend.ts';
import { memberStatuses, type MemberStatus } from '../health/member-status.ts';
import type { Host } from '../host/host.ts';
import type { AgentPane } from '../reconcile/observe-agents.ts';
import { observeConversations } from '../reconcile/observe-turns.ts';
import { observeStatus } from '../reconcile/observe-status.ts';
import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Care } from '../state/care.ts';
import type { CareEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import { patientsOf } from './patients.ts';

/** What was seen of each member last, by address: only a change is told. */
export type SeenStatuses = ReadonlyMap<Address, string>;

export interface Tended extends Tending {
  readonly statuses: SeenStatuses;
  /** What each member does. */
  readonly members: readonly MemberStatus[];
  /** Those that live. */
  readonly agents: readonly AgentPane[];
}

/** How often the memory of members is looked at where it has a limit: nothing tells that it grows. */
const memoryLookMs = 60_000;

/** Looks at what every member does, and decides what is to be done for each that lives and is nobody's but the runner's. */
export async function tendAll({ kept, team, before }: { readonly kept: KeptTeam; readonly team: AppliedTeam; readonly before: SeenStatuses }, host: Host): Promise<Omit<Tended, 'care'> & { readonly cares: readonly Care[] }> {
  const { seen, conversations, statuses } = await lookAtAll(kept, team, host);
  const { desired, limits: { memoryBytes } } = kept;
  const patients = patientsOf({ desired, environment: { ...host.environment, ...kept.environment }, statuses, conversations, commits: await commitsOf(kept, statuses, host), ...(memoryBytes === undefined ? {} : { memoryBytes }) });
  const tendings = patients.map((patient) => tend(patient, seen.now));
  const times = [...tendings.flatMap(({ nextAt }) => nextAt ?? []), ...(memoryBytes === undefined ? [] : [seen.now + memoryLookMs])];
  return {
    members: statuses,
    agents: seen.agents,
    statuses: new Map(statuses.map((status) => [status.member.address, wordsOf(status)])),
    cares: tendings.filter(({ care }, index) => care !== patients[index]!.care).map(({ care }) => care),
    events: [...statuses.flatMap((status) => healthOf(status, before)), ...tendings.flatMap(({ events }) => events)],
    prompts: tendings.flatMap(({ prompts }) => prompts),
    ...(times.length === 0 ? {} : { nextAt: Math.min(...times) }),
  };
}

async function lookAtAll({ limits: { memoryBytes } }: KeptTeam, team: AppliedTeam, host: Host) {
  const seen = await observeStatus(team, host);
  const conversations = observeConversations(seen.agents, host);
  const figures = memoryBytes === undefined ? undefined : await host.processes.figures(seen.agents.map(({ pane }) => pane), memoryBytes);
  return { seen, conversations, statuses: memberStatuses({ ...seen, conversations, ...(figures === undefined ? {} : { figures }) }) };
}

/** Asked only where a hand-over note was asked for: git is a program of its own. */
async function commitsOf({ desired }: KeptTeam, statuses: readonly MemberStatus[], host: Host): Promise<ReadonlyMap<Address, readonly string[]>> {
  const leaving = desired.members.filter(({ address }) => statuses.some(({ member, care, status }) => member.address === address && care?.handover !== undefined && status !== 'exited'));
  return new Map(await Promise.all(leaving.map(async ({ address, worktree, settings }) => {
    const base = desired.worktrees.find((one) => one.address === worktree)?.base;
    return [address, await host.git.commitsSince(settings.directory, base)] as const;
  })));
}

function wordsOf({ status, detail }: MemberStatus): string {
  return detail === undefined || status === 'working' ? status : `${status}: ${detail}`;
}

/** Nothing is told at the first look, but what a person would want to know. */
function healthOf(status: MemberStatus, before: SeenStatuses): CareEvent[] {
  const { member: { address }, status: now, detail, epoch } = status;
  const then = before.get(address);
  if (now === 'exited' || then === wordsOf(status) || (then === undefined && ['idle', 'working', 'starting'].includes(now))) return [];
  const ready: CareEvent[] = then === 'starting' && epoch !== undefined ? [{ type: 'ready', address, epoch }] : [];
  return [...ready, { type: 'health', address, status: now, ...(detail === undefined ? {} : { detail }) }];
}
