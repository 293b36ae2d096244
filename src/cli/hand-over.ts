import { adapterFor } from '../agents/registry.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { needsConsent } from '../plan/consent.ts';
import type { PlanRequest } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Store } from '../host/store/store.ts';
import { keptReactions } from '../reactions/kept.ts';
import { seatIn } from '../state/address.ts';
import type { Checkin } from '../state/checkin.ts';
import type { Desired } from '../state/desired.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Mission } from '../state/mission.ts';
import type { Environment } from '../state/whereabouts.ts';

export interface HandOver {
  readonly manifest: Manifest;
  readonly desired: Desired;
  readonly request: PlanRequest;
  /** What was confirmed. */
  readonly plan: Plan;
  readonly environment: Environment;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly until?: { readonly endsAt: number; readonly atEnd: 'park' | 'down' };
}

/** Has the supervisor keep a team as it was just applied: all of it, or what `--only` named beside what was kept before. */
export function handOver(given: HandOver, store: Store): void {
  const { manifest, desired, plan, environment, until, now } = given;
  const before = store.keptTeam(manifest.team);
  const since = before?.since ?? now;
  const end = until ?? endOf(manifest, { since, before, now });
  const reactions = keptReactions(manifest, before?.reactions, store.latestEvent());
  const kept: KeptTeam = {
    name: manifest.team,
    since,
    desired: mergedDesired(given, before?.desired, store) ?? desired,
    limits: manifest.limits,
    ...(manifest.schedule === undefined ? {} : { schedule: manifest.schedule }),
    ...(reactions === undefined ? {} : { reactions }),
    ...end,
    ...(until === undefined ? (end === before?.until && end !== undefined ? { until: end } : {}) : { until }),
    environment: keptEnvironment(desired, environment),
    ...(before?.paused === undefined ? {} : { paused: before.paused }),
    confirmed: plan.steps.filter((step) => needsConsent(step, desired.sharing)).map(({ id }) => id),
  };
  store.keepTeam(kept);
  if (before === undefined) store.append(manifest.team, now, [{ type: 'keeping', because: 'it was applied' }]);
}

/** A lifetime in the manifest; else what an earlier `--until` said, while that is still to come. */
function endOf({ ttlMs }: Manifest, { since, before, now }: { readonly since: number; readonly before: KeptTeam | undefined; readonly now: number }): HandOver['until'] {
  if (ttlMs !== undefined) return { endsAt: since + ttlMs, atEnd: 'down' };
  return before?.until !== undefined && before.until.endsAt > now ? before.until : undefined;
}

/** What `--only` leaves out stays as it was kept, or unkept. Undefined where everything was applied. */
function mergedDesired({ desired, request: { only } }: HandOver, before: Desired | undefined, store: Store): Desired | undefined {
  if (only === undefined) return undefined;
  const names = new Set(only.map((name) => (/^(member|worktree)\//.test(name) ? seatIn(name) : name)));
  const isNamed = ({ address }: { readonly address: string }) => names.has(seatIn(address));
  const merge = <Thing extends { readonly address: string }>(now: readonly Thing[], then: readonly Thing[] = []): Thing[] => [...now.filter(isNamed), ...then.filter((thing) => !isNamed(thing))];
  return {
    ...desired,
    members: merge(desired.members, before?.members),
    worktrees: merge(desired.worktrees, before?.worktrees),
    ...mergedCheckins(desired.checkins ?? [], before?.checkins ?? checkinsIn(store, desired.team), new Set(only)),
    missions: mergedMissions(desired.missions, before?.missions ?? missionsIn(store, desired.team), new Set(only)),
  };
}

/** Missions are named by their whole addresses: one may have the name of a member. */
function mergedMissions(now: readonly Mission[], then: readonly Mission[], named: ReadonlySet<string>): Mission[] {
  return [...now.filter(({ address }) => named.has(address)), ...then.filter(({ address }) => !named.has(address))];
}

/** They, too, are named by their whole addresses. */
function mergedCheckins(now: readonly Checkin[], then: readonly Checkin[], named: ReadonlySet<string>): Pick<Desired, 'checkins'> {
  return { checkins: [...now.filter(({ address }) => named.has(address)), ...then.filter(({ address }) => !named.has(address))] };
}

function checkinsIn(store: Store, team: string): Checkin[] {
  return store.checkins.ofTeam(team).flatMap(({ checkin }) => (checkin.origin === 'manifest' ? [checkin] : []));
}

/** Work is there also where nobody kept the team: it must not seem to be wanted no more. */
function missionsIn(store: Store, team: string): Mission[] {
  return store.missions.ofTeam(team).flatMap(({ mission }) => (mission.origin === 'manifest' ? [mission] : []));
}

/** By which programs and their files are found, and a session is the person's. */
const always = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMUX_TMPDIR|TMPDIR|XDG_\w+|SSH_AUTH_SOCK|\w+_PROXY|\w+_proxy|NODE_EXTRA_CA_CERTS|GIT_CONFIG_NOSYSTEM)$/;

/** By which the agents' tools log in: without them no agent could work after a reboot. */
const logins = /^(ANTHROPIC|CLAUDE|OPENAI|CODEX|GEMINI|GOOGLE|OPENCODE|OPENROUTER|AWS|AZURE|OLLAMA|GH|GITHUB)_\w+$/;

function keptEnvironment({ members }: Desired, environment: Environment): Environment {
  const inherited = new Set(members.flatMap(({ settings: { tool, declared } }) => adapterFor(tool, declared)?.inherits ?? []));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => always.test(name) || logins.test(name) || inherited.has(name)));
}
