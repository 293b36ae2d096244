import { basename } from 'node:path';
import { stringify } from 'yaml';
import type { HoldingRepository } from '../host/git/repository-of.ts';
import { adHocTeamOf } from './ad-hoc-name.ts';

/** A member outside any manifest, as a person asks for it. Paths are absolute. */
export interface AdHocMember {
  readonly name: string;
  readonly tool: string;
  readonly model?: string;
  readonly role?: string;
  readonly task?: string;
  readonly prd?: string;
  /** The branch of a worktree of its own. */
  readonly branch?: string;
  /** Where that branch starts, if it is made; what is checked out in the directory unless given. */
  readonly base?: string;
  readonly directory: string;
  /** The one that the directory lies in. */
  readonly repository?: HoldingRepository;
}

/** Written above each of these manifests. */
const mark = '# Written by coders spawn. This file may be changed and applied like any other; coders down removes it.';

/** The manifest of a team that has this one member. Outside of any repository that is its orchestrator, who needs no project. */
export function adHocManifest(member: AdHocMember): string {
  const { name, repository } = member;
  const rest = repository === undefined ? { orchestrator: { role: 'coder', ...settingsOf(member), directory: member.directory } } : { projects: { [projectName(repository)]: projectOf(member, repository) } };
  return `${mark}\n${stringify(literal({ version: 1, team: adHocTeamOf(name), ...rest }), { lineWidth: 0 })}`;
}

function projectOf(member: AdHocMember, { top, main, branch }: HoldingRepository): object {
  const { name, prd, directory } = member;
  const base = member.base ?? (main === top ? undefined : branch);
  const place = member.branch === undefined ? { directory } : { worktree: { branch: member.branch } };
  return {
    repo: member.branch === undefined ? top : main,
    ...(base === undefined || member.branch === undefined ? {} : { base }),
    ...(prd === undefined ? {} : { prd }),
    engineers: { [name]: { ...settingsOf(member), ...place } },
  };
}

function settingsOf({ tool, model, role, task }: AdHocMember): object {
  return { tool, ...(model === undefined ? {} : { model }), ...(role === undefined ? {} : { role }), ...(task === undefined ? {} : { brief: task }) };
}

/** Named after its folder, as far as a project may be. */
function projectName({ main }: HoldingRepository): string {
  return basename(main).replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[-_]+/, '').slice(0, 40) || 'project';
}

/** What a person typed is no variable. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}
