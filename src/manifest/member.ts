import { dirname, join } from 'node:path';
import { careOf } from './care.ts';
import { checkinsIn } from './checkins.ts';
import { declaredTool } from './declared-tool.ts';
import { keyPlace, valuePlace, type Path } from './located.ts';
import { ollamaAddress } from './ollama.ts';
import type { Member, Seat, VersionPin } from './manifest.ts';
import { hostOf } from './redis.ts';
import { builtInRoles, isBuiltInRole, otherRolesModel, roleOf, seatRoles } from './roles.ts';
import { permissionRule, type PermissionRule } from './permission.ts';
import { environmentAt, fileTextAt, pathAt, programAt, type Source } from './source.ts';
import type { WrittenMember, WrittenSettings } from './written.ts';

/** One seat as written: where it stands, and whose it is. */
export interface WrittenSeat {
  readonly seat: Seat;
  readonly name: string;
  readonly path: Path;
  readonly written: WrittenMember;
  readonly project?: SeatProject;
}

/** What a seat needs to know of its project. */
export interface SeatProject {
  readonly name: string;
  readonly repo: string;
  readonly branchPrefix: string;
}

/** A member with everything spelled out: defaults, then its tool's settings, then its role's, then its own. */
export function memberOf(seat: WrittenSeat, source: Source): Member {
  const settings = settingsOf(seat, source);
  const worktree = worktreeOf(seat, source);
  const roleName = settings.role ?? seatRoles[seat.seat];
  const tool = toolOf(seat, source);
  const brief = briefOf(seat, source);
  const binary = programAt(source, ['tools', tool, 'binary']);
  const declared = declaredTool(tool, source);
  const pin = pinOf(tool, source);
  const host = hostOf(seat.written.host, source);
  return {
    seat: seat.seat,
    ...(seat.project === undefined ? {} : { project: seat.project.name }),
    name: seat.name,
    role: roleOf(roleName, source),
    ...(host === undefined ? {} : { host }),
    tool,
    model: modelOf(seat, roleName, source),
    ...(brief === undefined ? {} : { brief }),
    directory: worktree?.path ?? directoryOf(seat, source),
    ...(worktree === undefined ? {} : { worktree }),
    ...(binary === undefined ? {} : { binary }),
    ...serverOf(tool, source),
    ...(declared === undefined ? {} : { declared }),
    ...(pin === undefined ? {} : { pin }),
    args: settings.args ?? [],
    env: environmentOf(seat, tool, source),
    ...(settings.permission_mode === undefined ? {} : { permissionMode: settings.permission_mode }),
    ...(settings.command === undefined ? {} : { command: settings.command }),
    permissions: permissionsOf(seat, source),
    care: careOf(seat.written, source.written.defaults),
    ...(settings.talks_to === undefined ? {} : { talksTo: settings.talks_to }),
    checkins: checkinsIn(seat.path, seat.written.checkins ?? [], source),
    place: keyPlace(source.root, seat.path),
  };
}

function toolOf({ written }: WrittenSeat, source: Source): string {
  return written.tool ?? source.written.defaults?.tool ?? 'claude';
}

/** Where it finds its models, when not at its maker's. */
function serverOf(tool: string, source: Source): Pick<Member, 'baseUrl' | 'ollama'> {
  const ollama = ollamaAddress(tool, source);
  if (ollama !== undefined) return { baseUrl: ollama, ollama: true };
  const baseUrl = source.written.tools?.[tool]?.base_url;
  return baseUrl === undefined ? {} : { baseUrl };
}

function pinOf(tool: string, { written, root }: Source): VersionPin | undefined {
  const range = written.tools?.[tool]?.version;
  return range === undefined ? undefined : { range, place: valuePlace(root, ['tools', tool, 'version']) };
}

/** The more special setting replaces the more general one. A default command concerns only those whose tool it is for. */
function settingsOf(seat: WrittenSeat, source: Source): WrittenSettings {
  const { command, ...defaults } = source.written.defaults ?? {};
  const tool = toolOf(seat, source);
  const { args, permission_mode: permissionMode } = source.written.tools?.[tool] ?? {};
  return {
    ...defaults,
    ...(tool === 'command' && command !== undefined ? { command } : {}),
    ...(args === undefined ? {} : { args }),
    ...(permissionMode === undefined ? {} : { permission_mode: permissionMode }),
    ...seat.written,
  };
}

/** The member's own rules stand before those of all. */
function permissionsOf({ written }: WrittenSeat, source: Source): PermissionRule[] {
  return [...(written.permissions ?? []), ...(source.written.defaults?.permissions ?? [])].map(permissionRule);
}

function modelOf(seat: WrittenSeat, role: string, source: Source): string {
  const builtIn = isBuiltInRole(role) ? builtInRoles[role] : undefined;
  const ollamas = source.written.tools?.[toolOf(seat, source)]?.ollama?.model;
  return seat.written.model ?? ollamas ?? source.written.roles?.[role]?.model ?? source.written.defaults?.model ?? builtIn ?? otherRolesModel;
}

function briefOf(seat: WrittenSeat, source: Source): string | undefined {
  const own = seat.written.brief ?? fileTextAt(source, [...seat.path, 'brief_file'])?.text;
  return own ?? source.written.defaults?.brief ?? fileTextAt(source, ['defaults', 'brief_file'])?.text;
}

function environmentOf({ path }: WrittenSeat, tool: string, source: Source): Readonly<Record<string, string>> {
  const layers: readonly Path[] = [['env'], ['defaults', 'env'], ['tools', tool, 'env'], [...path, 'env']];
  return Object.assign({}, ...layers.map((layer) => environmentAt(source, layer)));
}

/** A directory of its own, else the repository; the orchestrator's is the manifest's folder. */
function directoryOf({ path, project }: WrittenSeat, source: Source): string {
  return pathAt(source, [...path, 'directory']) ?? project?.repo ?? dirname(source.file);
}

/** Whether the member gets a worktree: as it says itself; else not when it names a directory; else as the defaults say. */
export function hasWorktree({ written, project }: WrittenSeat, source: Source): boolean {
  if (project === undefined) return false;
  if (written.worktree !== undefined) return written.worktree !== false;
  return written.directory === undefined && (source.written.defaults?.worktree ?? true);
}

function worktreeOf(seat: WrittenSeat, source: Source): Member['worktree'] {
  const { project, written, path, name } = seat;
  if (project === undefined || !hasWorktree(seat, source)) return undefined;
  // Copies cannot share what is written once; a rule says so.
  const own = typeof written.worktree === 'object' && written.count === undefined ? written.worktree : {};
  const home = join(project.repo, '.coders', 'worktrees', source.written.team, name);
  return {
    path: (own.path === undefined ? undefined : pathAt(source, [...path, 'worktree', 'path'])) ?? home,
    branch: own.branch ?? `${project.branchPrefix}${name}`,
  };
}
