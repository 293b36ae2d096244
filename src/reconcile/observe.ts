import { adapterFor } from '../agents/registry.ts';
import type { BegunConversation, Environment } from '../agents/adapter.ts';
import type { Host } from '../host/host.ts';
import { identify } from '../plan/identity.ts';
import type { Address } from '../state/address.ts';
import type { Desired, MemberSettings } from '../state/desired.ts';
import type { LaunchRecord, Observed, ObservedPane, ObservedRepository, ObservedTmux, WorktreeRecord } from '../state/observed.ts';
import { observeVersions } from './observe-versions.ts';
import { agentPane, verdictsOf, type AgentPane } from './observe-agents.ts';

/** What was looked at before, by one who sees that it stands: git is dear to ask, and most that happens happens in tmux. */
export interface Known {
  readonly repositories: ReadonlyMap<string, ObservedRepository>;
  /** Some program has ended. */
  readonly afterEnd: boolean;
}

/**
 * Looks at everything that one team's plan depends on, but for what is known; then also only those agents are asked
 * what they do that are not as they should be. Throws a HostError where a look fails: nothing reads as empty.
 */
export async function observe(desired: Desired, host: Host, known?: Known): Promise<Observed> {
  const launches = host.store.launches(desired.team);
  const worktrees = host.store.worktrees(desired.team);
  const cares = new Map(host.store.cares(desired.team).map((care) => [care.address, care]));
  const [tmux, repositories, versions] = await Promise.all([host.tmux.observe(known?.afterEnd), known?.repositories ?? observeRepositories(desired, worktrees, host), observeVersions(desired, host)]);
  const agents = liveAgents(desired, { tmux, launches }, host.environment);
  return {
    tmux,
    repositories,
    launches,
    worktrees,
    versions,
    occupied: occupiedPaths(desired, repositories, host),
    verdicts: await verdictsOf(known === undefined ? agents : drifting(agents, desired), host),
    cares,
    uprooted: new Set(agents.filter(({ pane }) => host.processes.isUprooted(pane.pid)).map(({ pane }) => pane.id)),
    conversations: resumable(desired, { tmux, launches, cares, host }),
    // There may be thousands, and nothing that tmux tells changes one.
    ...(known !== undefined ? {} : { checkins: new Map(host.store.checkins.ofTeam(desired.team).map((record) => [record.checkin.address, record])) }),
    missions: new Map(known !== undefined ? [] : host.store.missions.ofTeam(desired.team).map((record) => [record.mission.address, record])),
  };
}

function drifting(agents: readonly AgentPane[], { members }: Desired): AgentPane[] {
  const current = new Set(members.map(({ address, fingerprint }) => `${address} ${fingerprint}`));
  return agents.filter(({ pane: { tag } }) => !current.has(`${tag?.address} ${tag?.fingerprint}`));
}

/** An agent is asked as the tool that it was launched as, whatever the manifest, or a tag that somebody changed, says by now. */
function liveAgents(desired: Desired, { tmux, launches }: { tmux: ObservedTmux; launches: readonly LaunchRecord[] }, environment: Environment): AgentPane[] {
  const members = new Map(desired.members.map((member) => [member.address, member.settings]));
  const { byAddress, doubles } = identify(desired.team, { tmux, launches });
  return [...byAddress.values(), ...doubles].flatMap((found) => {
    const { address, pane, tag } = found;
    const wanted = members.get(address);
    const launch = launches.find((one) => one.address === address && one.epoch === tag.epoch);
    const settings = launch?.settings ?? wanted;
    if (pane.dead !== undefined || settings === undefined) return [];
    // How to look at it is no part of how it was launched: the manifest may have learnt better since.
    const { declared } = wanted?.tool === settings.tool ? wanted : settings;
    return [agentPane(found, { ...settings, declared }, { launch, looker: { ...environment, ...wanted?.env } })];
  });
}

async function observeRepositories(desired: Desired, records: readonly WorktreeRecord[], host: Host): Promise<Map<string, ObservedRepository>> {
  const wantedPaths = new Set(desired.worktrees.map(({ path }) => path));
  const unwanted = records.filter(({ path }) => !wantedPaths.has(path));
  const paths = new Set([...desired.worktrees, ...unwanted].map(({ repository }) => repository));
  const looks = [...paths].map(async (path) => {
    const inspect = unwanted.filter(({ repository }) => repository === path).map((record) => record.path);
    return [path, await host.git.observe(path, inspect)] as const;
  });
  return new Map(await Promise.all(looks));
}

/** Git refuses a path that holds anything; only paths that are no worktree yet are looked at. */
function occupiedPaths(desired: Desired, repositories: ReadonlyMap<string, ObservedRepository>, host: Host): Set<string> {
  const free = desired.worktrees.filter(({ repository, path }) => {
    const seen = repositories.get(repository);
    return seen?.state === 'usable' && !seen.worktrees.some((worktree) => worktree.path === path);
  });
  return new Set(free.map(({ path }) => path).filter((path) => host.files.isOccupied(path)));
}

/** Only of members that may be started again: the others' conversations are plainly alive. */
function resumable(desired: Desired, world: { tmux: ObservedTmux; launches: readonly LaunchRecord[]; cares: Observed['cares']; host: Host }): Map<string, string> {
  const panes = world.tmux.running ? world.tmux.panes : [];
  return new Map(desired.members.flatMap(({ address, settings, fingerprint }) => {
    const own = panes.filter(({ tag }) => tag?.team === desired.team && tag.address === address);
    const isToRestart = world.cares.get(address)?.restart !== undefined;
    if (!isToRestart && own.some(({ dead, tag }) => dead === undefined && tag?.fingerprint === fingerprint) && own.every(({ pid }) => !world.host.processes.isUprooted(pid))) return [];
    const place = { directory: settings.directory, environment: { ...world.host.environment, ...settings.env } };
    return conversationsOf(address, own, world.launches).flatMap((conversation): [string, string][] => {
      const name = nameOf(settings, { conversation, ...place }, world.host);
      return name === undefined ? [] : [[conversation, name]];
    });
  }));
}

/** The tool's own name for a conversation; undefined where the tool does not have it. */
export function nameOf({ tool, declared }: Pick<MemberSettings, 'tool' | 'declared'>, begun: BegunConversation, { files }: Host): string | undefined {
  const { conversationFile, conversationLook, discovery } = adapterFor(tool, declared) ?? {};
  if (conversationFile !== undefined) return files.existsMatching(conversationFile(begun.conversation, begun.environment, begun.directory)) ? begun.conversation : undefined;
  if (conversationLook !== undefined) return files.look(conversationLook(begun.conversation, begun.environment)) === undefined ? undefined : begun.conversation;
  const found = discovery === undefined ? undefined : files.look({ ...discovery.look(begun), tailBytes: 0 });
  return found === undefined ? undefined : discovery?.nameIn(found.end.path);
}

function conversationsOf(address: Address, panes: readonly ObservedPane[], launches: readonly LaunchRecord[]): string[] {
  const recorded = launches.filter((launch) => launch.address === address).map(({ conversation }) => conversation);
  return [...recorded, ...panes.map(({ tag }) => tag?.conversation)].filter((id) => id !== undefined);
}
