import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillTemplate, templateParams } from '../../src/cli/template-text.ts';
import { wellBehaved } from '../../src/demo/personas/persona.ts';
import { takeTurn } from '../../src/demo/turn.ts';
import { kind, readText } from '../../src/host/files.ts';
import { builtInTemplates } from '../../src/manifest/layers.ts';
import { loadManifest, type Loaded } from '../../src/manifest/load.ts';
import { builtInRoles } from '../../src/manifest/roles.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { briefFor } from '../../src/state/brief.ts';
import { desired } from '../../src/state/desired.ts';
import type { Observed } from '../../src/state/observed.ts';
import { emptyWorld } from '../plan/world.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const templatesDirectory = join(top, 'templates');

function load(file: string, env: Readonly<Record<string, string>> = {}): Loaded {
  return loadManifest(file, { readText, kind, env: { HOME: '/home/ann', ...env }, host: 'alpha', templatesDirectory });
}

function text(...path: string[]): string {
  return readFileSync(join(top, ...path), 'utf8');
}

describe.each(Object.keys(builtInRoles))('the role %s', (role) => {
  const brief = text('templates', 'roles', `${role}.md`);

  it('has a brief that is short, and tells its reader when to stop', () => {
    const lines = brief.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.at(-1)).toMatch(/\bstop\b/);
  });

  it('has a brief that nobody takes for a command', () => {
    expect(brief).toMatch(/^As (?:an?|the) \w+ /);
  });
});

describe.each(builtInTemplates)('the template %s', (name) => {
  let repository: TestRepository;
  const template = text('templates', `${name}.yaml`);
  beforeAll(async () => {
    repository = await gitRepository();
  });

  it('describes each of its params and gives it a default', () => {
    for (const param of templateParams(template)) {
      expect(param.description, param.name).toMatch(/^[A-Z].*\.$/);
      expect(param.default, param.name).toBeTruthy();
    }
  });

  it('is a valid team as it is, written out, and extended, and the same team each time', async () => {
    const defaults = new Map(templateParams(template).map((param) => [param.name, param.default ?? '']));
    const written = load(saved(repository, fillTemplate(template, defaults)));
    const extended = load(saved(repository, `version: 1\nteam: ${name}\nextends: ${name}\n`));
    expect(written.diagnostics).toEqual([]);
    expect(extended.diagnostics).toEqual([]);
    expect(seats(written)).toEqual(seats(extended));
  });

  it('takes a goal with all that YAML could stumble over', () => {
    const awkward = `Mend "it": # 12, {now} & 'then' - 100%`;
    const params = templateParams(template).map((param) => [param.name, ['brief', 'goal'].includes(param.name) ? awkward : (param.default ?? '')] as const);
    const written = load(saved(repository, fillTemplate(template, new Map(params))));
    expect(written.diagnostics).toEqual([]);
    expect(JSON.stringify(seats(written))).toContain(JSON.stringify(awkward).slice(1, -1));
  });

  it('uses each of its params', () => {
    for (const param of templateParams(template)) expect(template, param.name).toContain(`\${${param.name}}`);
  });
});

function saved(repository: TestRepository, manifest: string): string {
  const file = join(repository.path, 'team.yaml');
  writeFileSync(file, manifest);
  return file;
}

function seats({ manifest }: Loaded): unknown {
  const members = [manifest?.orchestrator, ...(manifest?.projects.flatMap((project) => project.members) ?? [])];
  return members.map((member) => (member === undefined ? 'none' : { ...member, place: undefined }));
}

it.each(readdirSync(join(top, 'examples')))('the example %s is a valid team, and its plan makes all of it', async (name) => {
  const { path } = await gitRepository();
  const { diagnostics, manifest } = load(join(top, 'examples', name, 'team.yaml'), { QUICKSTART_REPO: path, SHOP_REPO: path, RELAY_REPO: path, TWO_HOSTS_REPO: path, REDIS_URL: 'redis://127.0.0.1:6379/0' });
  expect(diagnostics).toEqual([]);
  expect(manifest?.projects.length).toBe(1);
  const wanted = desired(manifest!);
  const { steps, refused } = makePlan(wanted, worldWith(path), { now: 1 });
  expect(refused).toEqual([]);
  expect(steps.flatMap(({ action }) => (action.type === 'open-window' ? [action.launch.member.address] : []))).toEqual(wanted.members.map(({ address }) => address));
  expect(steps.flatMap(({ action }) => (action.type === 'add-mission' ? [action.mission.address] : [])).sort()).toEqual(wanted.missions.map(({ address }) => address).sort());
  expect(steps.flatMap(({ action }) => (action.type === 'add-checkin' ? [action.checkin.address] : [])).sort()).toEqual((wanted.checkins ?? []).map(({ address }) => address).sort());
});

/** A machine where nothing runs, with one repository. */
function worldWith(root: string): Observed {
  const [usable] = [...emptyWorld.repositories.values()];
  return { ...emptyWorld, repositories: new Map([[root, { ...usable!, root, worktrees: [] }]]), checkins: new Map() };
}

describe('the quickstart', () => {
  it('has engineers who each make small commits of something that works, alone and together, in under ten seconds', async () => {
    const repository = await gitRepository();
    const { manifest } = load(join(top, 'examples/quickstart/team.yaml'), { QUICKSTART_REPO: repository.path });
    const project = manifest!.projects[0]!;
    const started = performance.now();
    const engineers = project.members.filter(({ seat }) => seat === 'engineer');
    expect(engineers.length).toBe(2);
    const folder = await temporaryDirectory('engineer-');
    // One after the other: git fails where it comes upon a worktree that another git is just making.
    for (const { name } of engineers) await repository.git(['worktree', 'add', '--quiet', '-b', name, join(folder, name)]);
    const branches = await Promise.all(
      engineers.map(async (member) => {
        const directory = join(folder, member.name);
        expect(await failuresOf(briefFor(member, project, manifest!), directory)).toEqual([]);
        return member.name;
      }),
    );
    expect(performance.now() - started).toBeLessThan(10_000);
    for (const branch of branches) {
      const commits = Number(await repository.git(['rev-list', '--count', `main..${branch}`]));
      expect(commits).toBeGreaterThanOrEqual(2);
      expect(commits).toBeLessThanOrEqual(3);
    }
    await repository.git(['merge', '--quiet', '--no-edit', ...branches]);
    expect(await failuresOf('demo: run node --test', repository.path)).toEqual([]);
    expect(await failuresOf('demo: run node -e import("./greeting.mjs").then(({greeting})=>greeting("Ada","tlh"))', repository.path)).not.toEqual([]);
  });
});

/** Lets the demo agent do what a prompt says, and gives the calls that failed. */
async function failuresOf(prompt: string, directory: string): Promise<unknown[]> {
  const failures: unknown[] = [];
  const { signal } = new AbortController();
  const events = { began: () => {}, happened: (row: object) => void ('failed' in row && failures.push(row)) };
  const nobody = { ask: async () => false, lend: () => undefined };
  const end = await takeTurn(prompt, { directory, signal, persona: wellBehaved, ...nobody }, events);
  expect(end).toEqual({ end: 'done' });
  return failures;
}
