import { dirname } from 'node:path';
import { loadManifest, type ManifestWorld } from '../../../src/manifest/load.ts';
import { builtInRoles } from '../../../src/manifest/roles.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { desired, type Desired } from '../../../src/state/desired.ts';
import type { Observed, ObservedPane } from '../../../src/state/observed.ts';
import { race, type Contestant } from '../race.ts';
import type { Section } from '../section.ts';

const members = 500;
const file = '/work/team.yaml';
const server = '1@1';

/** What is computed for a large team, in this process: no file, no tmux, no git. */
export const pureSection: Section = {
  name: 'pure',
  measure({ runs }) {
    const world = worldOf(manifestText());
    const wanted = load(world);
    const current = observedWith(wanted.members.map(paneOf));
    const results = race([
      contestant('load and validate', () => void load(world)),
      contestant('plan, nothing runs yet', () => expectSteps(members, wanted, nothing)),
      contestant('plan, everything is current', () => expectSteps(0, wanted, current)),
      contestant('load, validate and plan', () => expectSteps(members, load(world), nothing)),
    ], runs);
    return [{ title: `A manifest of ${members} members, in one process`, table: { kind: 'times', results, against: [] } }];
  },
};

function contestant(name: string, work: () => void): Contestant {
  return { name, prepare: () => ({ run: work }) };
}

/** Engineers of ten projects, each in a folder of its own. */
function manifestText(): string {
  const projects = Array.from({ length: 10 }, (_, project) => [
    `  project-${project}:`,
    `    repo: project-${project}`,
    '    engineers:',
    ...Array.from({ length: members / 10 }, (_unused, index) =>
      `      engineer-${index}: {role: coder, brief: "Build part ${index}.", directory: project-${project}/part-${index}}`),
  ]);
  return ['version: 1', 'team: large', 'defaults: {tool: command, command: [sleep, "100000"], worktree: false}', 'projects:', ...projects.flat(), ''].join('\n');
}

function worldOf(text: string): ManifestWorld {
  const roles = Object.keys(builtInRoles).map((role) => [`/templates/roles/${role}.md`, `You are the ${role}.\n`] as const);
  const files = new Map([[file, text], ...roles]);
  return {
    readText: (path) => files.get(path),
    kind: (path) => (files.has(path) ? 'file' : path.startsWith(dirname(file)) ? 'directory' : undefined),
    env: { HOME: '/home/ann' },
    host: 'alpha',
    templatesDirectory: '/templates',
  };
}

function load(world: ManifestWorld): Desired {
  const { manifest, diagnostics } = loadManifest(file, world);
  if (manifest === undefined) throw new Error(`the bench's own manifest is not valid: ${diagnostics[0]?.message}`);
  return desired(manifest);
}

function expectSteps(count: number, wanted: Desired, observed: Observed): void {
  const { steps } = makePlan(wanted, observed, { now: 1 });
  if (steps.length !== count) throw new Error(`the plan has ${steps.length} steps and not ${count}`);
}

function observedWith(panes: readonly ObservedPane[]): Observed {
  return {
    tmux: panes.length === 0 ? { running: false } : { running: true, server, panes },
    repositories: new Map(),
    launches: [],
    worktrees: [],
    versions: new Map(),
    occupied: new Set(),
    verdicts: new Map(),
    uprooted: new Set(),
    cares: new Map(),
    conversations: new Map(),
    missions: new Map(),
  };
}

const nothing = observedWith([]);

function paneOf({ address, windowName, fingerprint }: Desired['members'][number], index: number): ObservedPane {
  return {
    id: `%${index}`,
    server,
    window: `@${index}`,
    windowName,
    session: 'large',
    pid: 1000 + index,
    title: '',
    attended: false,
    tag: { team: 'large', address, epoch: 1, fingerprint, conversation: `${index}` },
  };
}
