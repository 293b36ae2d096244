import type { DeclaredTool } from '../manifest/declared-tool.ts';
import type { CarePolicy, DeferredField, Manifest, Member, Project, TmuxSettings, VersionPin } from '../manifest/manifest.ts';
import type { ManifestMission, TierRule } from '../manifest/mission.ts';
import type { PermissionRule } from '../manifest/permission.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { runsElsewhere, type TeamSharing } from '../manifest/sharing.ts';
import { fingerprint } from '../util/fingerprint.ts';
import { addressOf, seatOf, type Address } from './address.ts';
import { briefFor } from './brief.ts';
import type { Checkin } from './checkin.ts';
import type { Discipline } from './discipline.ts';
import type { Mission } from './mission.ts';
import type { RemoteMember, Sharing } from './sharing.ts';

/** What should be: the manifest as a list of things to have. */
export interface Desired {
  readonly team: string;
  readonly tmux: TmuxSettings;
  readonly worktrees: readonly DesiredWorktree[];
  readonly members: readonly DesiredMember[];
  /** Those of the manifest. */
  readonly missions: readonly Mission[];
  /** Which model which of them ask for, above the usual table; absent where that says all. */
  readonly modelTiers?: readonly TierRule[];
  /** Of projects that have any; absent where none has. */
  readonly disciplines?: readonly Discipline[];
  /** In what words members are told things, where those are the team's own. They are told what they were by a launch, so this is no setting of theirs. */
  readonly prompts?: PromptTexts;
  /** Of the members of this host; absent where none has any. */
  readonly checkins?: readonly Checkin[];
  readonly deferred: readonly DeferredField[];
  /** Absent where the team has no Redis: then this host has it alone. */
  readonly sharing?: Sharing;
}

export interface DesiredWorktree {
  readonly address: Address;
  /** The repository path that the manifest gives. */
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** A branch, tag or commit; the repository's current branch when absent. */
  readonly base?: string;
}

export interface DesiredMember {
  readonly address: Address;
  readonly seat: Member['seat'];
  readonly windowName: string;
  readonly settings: MemberSettings;
  readonly fingerprint: string;
  /** The worktree it waits for, when it has one of its own. */
  readonly worktree?: Address;
  /** The versions of its program that it may be started with. What runs already is not concerned, so it is no setting. */
  readonly pin?: VersionPin;
  /** It is told nothing of that, so this is no setting either. */
  readonly care: CarePolicy;
  /** Whom it may write to, in place of the usual. Nor is this one. */
  readonly talksTo?: readonly string[];
}

/** All that decides how an agent is launched: a change of any of these is drift. */
export interface MemberSettings {
  readonly tool: string;
  readonly model: string;
  readonly role: string;
  /** The whole first prompt. */
  readonly brief: string;
  readonly directory: string;
  readonly binary?: string;
  readonly baseUrl?: string;
  /** The server at `baseUrl` is an Ollama, and its address has no path. */
  readonly ollama?: true;
  /** A tool that is not built in, as the manifest describes it. */
  readonly declared?: DeclaredTool;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly permissionMode?: string;
  /** What is answered when it asks for a permission; absent where no rule is given. */
  readonly permissions?: readonly PermissionRule[];
  readonly command?: readonly string[];
}

/** What this host should have of a team; of members that others run it only knows who they are. */
export function desired(manifest: Manifest): Desired {
  const { sharing } = manifest;
  const staff = staffOf(manifest);
  const own = staff.filter(({ member }) => !runsElsewhere(member, sharing?.host));
  const checkins = own.flatMap(desiredCheckins);
  return {
    team: manifest.team,
    tmux: manifest.tmux,
    worktrees: own.flatMap(desiredWorktree),
    members: own.map((one) => desiredMember(one, manifest)),
    missions: manifest.projects.flatMap((project) => project.missions.map((mission) => desiredMission(mission, project.name))),
    ...(manifest.modelTiers.length === 0 ? {} : { modelTiers: manifest.modelTiers }),
    ...disciplinesOf(manifest),
    ...(manifest.prompts === undefined ? {} : { prompts: manifest.prompts }),
    ...(checkins.length === 0 ? {} : { checkins }),
    deferred: manifest.deferred,
    ...(sharing === undefined ? {} : { sharing: sharingWith(staff, sharing) }),
  };
}

function disciplinesOf({ projects }: Manifest): Pick<Desired, 'disciplines'> {
  const disciplines = projects.flatMap(disciplineOf);
  return disciplines.length === 0 ? {} : { disciplines };
}

function disciplineOf({ name, repo, test, commits, merge, stableTags }: Project): Discipline[] {
  if (commits === undefined && merge === undefined && stableTags === undefined) return [];
  return [{
    project: name,
    repository: repo,
    ...(test === undefined ? {} : { test }),
    ...(commits === undefined ? {} : { commits }),
    ...(merge === undefined ? {} : { merge }),
    ...(stableTags === undefined ? {} : { stableTags }),
  }];
}

/** A member with its project; the orchestrator has none. */
interface Seated {
  readonly member: Member;
  readonly project?: Project;
}

function staffOf({ orchestrator, projects }: Manifest): Seated[] {
  return [...(orchestrator === undefined ? [] : [{ member: orchestrator }]), ...projects.flatMap((project) => project.members.map((member) => ({ member, project })))];
}

function sharingWith(staff: readonly Seated[], { redis, host, hosts: [first = host] }: TeamSharing): Sharing {
  return { redis, host, missionsFrom: first, elsewhere: staff.flatMap(({ member }) => remoteMember(member, host)) };
}

function remoteMember(member: Member, thisHost: string): RemoteMember[] {
  const { host, seat, role, tool, model } = member;
  if (host === undefined || host === thisHost) return [];
  return [{ address: addressOf('member', seatOf(member)), host, seat, role: role.name, tool, model }];
}

/** Where it stands in the text is no part of it: a line moved is no change. */
function desiredMission({ name, place: _, after, ...settings }: ManifestMission, project: string): Mission {
  const addressIn = (mission: string): Address => addressOf('mission', seatOf({ project, name: mission }));
  return { address: addressIn(name), project, origin: 'manifest', after: after.map(addressIn), ...settings };
}

function desiredCheckins({ member }: Seated): Checkin[] {
  const seat = seatOf(member);
  return member.checkins.map(({ name, ...settings }) => ({ address: addressOf('checkin', `${seat}/${name}`), member: addressOf('member', seat), origin: 'manifest', ...settings }));
}

function desiredWorktree({ member, project }: Seated): DesiredWorktree[] {
  if (member.worktree === undefined || project === undefined) return [];
  return [{
    address: addressOf('worktree', seatOf(member)),
    repository: project.repo,
    ...member.worktree,
    ...(project.base === undefined ? {} : { base: project.base }),
  }];
}

function desiredMember({ member, project }: Seated, manifest: Manifest): DesiredMember {
  const seat = seatOf(member);
  const settings: MemberSettings = {
    tool: member.tool,
    model: member.model,
    role: member.role.name,
    brief: briefFor(member, project, manifest),
    directory: member.directory,
    args: member.args,
    env: member.env,
    ...(member.binary === undefined ? {} : { binary: member.binary }),
    ...(member.baseUrl === undefined ? {} : { baseUrl: member.baseUrl }),
    ...(member.ollama === undefined ? {} : { ollama: member.ollama }),
    ...(member.declared === undefined ? {} : { declared: member.declared }),
    ...(member.permissionMode === undefined ? {} : { permissionMode: member.permissionMode }),
    ...(member.permissions.length === 0 ? {} : { permissions: member.permissions }),
    ...(member.command === undefined ? {} : { command: member.command }),
  };
  return {
    address: addressOf('member', seat),
    seat: member.seat,
    windowName: seat,
    settings,
    fingerprint: fingerprint(settings),
    care: member.care,
    ...(member.talksTo === undefined ? {} : { talksTo: member.talksTo }),
    ...(member.worktree === undefined ? {} : { worktree: addressOf('worktree', seat) }),
    ...(member.pin === undefined ? {} : { pin: member.pin }),
  };
}
