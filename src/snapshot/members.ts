import type { Host } from '../host/host.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import { nameOf } from '../reconcile/observe.ts';
import type { AppliedMember, AppliedTeam } from '../state/applied-team.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';
import { agentEnvironment, type Environment } from '../state/whereabouts.ts';
import type { LaunchedSettings, SnapshotLaunch, SnapshotMember } from './document.ts';
import type { KnownPane } from './sessions.ts';

/** A team's members as its windows and the store tell. */
export interface KnownMembers {
  readonly members: readonly SnapshotMember[];
  readonly panes: ReadonlyMap<string, KnownPane>;
}

export function membersOf(team: AppliedTeam, tmux: ObservedTmux, host: Host): KnownMembers {
  const launches = host.store.launches(team.name);
  const found = identify(team.name, { tmux, launches }).byAddress;
  const panes = [...found.values()].map(({ address, pane, tag }) => {
    const launch = launches.find((one) => one.address === address && one.epoch === tag.epoch);
    return [pane.id, { address, whereabouts: known(launch?.whereabouts) }] as const;
  });
  return { panes: new Map(panes), members: team.members.map((member) => memberOf(member, found.get(member.address), { launches, host })) };
}

function memberOf(member: AppliedMember, found: IdentifiedPane | undefined, world: { launches: readonly LaunchRecord[]; host: Host }): SnapshotMember {
  const { address, seat, tool, model, role, directory, branch } = member;
  const launch = launchOf(member, found, world);
  return {
    address, seat, tool, model, role, directory,
    ...(branch === undefined ? {} : { branch }),
    running: found !== undefined && found.pane.dead === undefined,
    ...(launch === undefined ? {} : { launch }),
  };
}

/** What its window says goes before what the store says: a launch may have been made that was never noted. */
function launchOf(member: AppliedMember, found: IdentifiedPane | undefined, { launches, host }: { launches: readonly LaunchRecord[]; host: Host }): SnapshotLaunch | undefined {
  const own = launches.filter(({ address }) => address === member.address);
  const record = found === undefined ? own.at(-1) : own.find(({ epoch }) => epoch === found.tag.epoch);
  const { epoch, fingerprint, conversation } = found?.tag ?? record ?? {};
  if (epoch === undefined || fingerprint === undefined) return undefined;
  const environment = agentEnvironment(host.environment, record);
  const tool = { tool: record?.settings.tool ?? member.tool, ...(member.declared === undefined ? {} : { declared: member.declared }) };
  const name = conversation === undefined ? undefined : nameOf(tool, { conversation, environment, directory: record?.settings.directory ?? member.directory }, host);
  return {
    epoch,
    fingerprint,
    ...(conversation === undefined ? {} : { conversation }),
    ...(name === undefined ? {} : { conversationName: name }),
    ...(record === undefined ? {} : { at: new Date(record.at).toISOString(), settings: safeSettings(record) }),
    ...(record?.whereabouts === undefined ? {} : { whereabouts: record.whereabouts }),
  };
}

/** Arguments and commands are left out: a token is given in them as readily as in a variable. The manifest has them. */
function safeSettings({ settings: { tool, model, role, brief, directory, permissionMode, env } }: LaunchRecord): LaunchedSettings {
  return { tool, model, role, brief, directory, ...(permissionMode === undefined ? {} : { permissionMode }), env: Object.keys(env).sort() };
}

function known(whereabouts: Environment = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(whereabouts).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const])));
}
