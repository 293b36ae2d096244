import { afterAll, beforeAll, expect } from 'vitest';
import { claudePerson, type ClaudePerson } from './claude-person.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** A team whose engineers are real Claude Codes, with a model on this machine. */
export interface ClaudeTeam {
  readonly team: TestTeam;
  readonly model: FakeModel;
  readonly person: ClaudePerson;
  /** Writes the manifest: each engineer of the project `store` with its brief, then `rest`. */
  write(engineers: Readonly<Record<string, string>>, settings?: ClaudeTeamSettings): Promise<void>;
  status(name: string): Promise<MemberJson>;
  becomes(name: string, status: string): Promise<MemberJson>;
  screen(name: string): Promise<string>;
}

export interface ClaudeTeamSettings {
  readonly permissionMode?: string;
  readonly args?: readonly string[];
  /** Further lines of the manifest, at its top level. */
  readonly rest?: string;
}

/** As `coders status --json` shows a member. */
export interface MemberJson {
  readonly address: string;
  readonly status: string;
  readonly detail?: string;
  readonly pane?: string;
  readonly since?: string;
  readonly turn?: { readonly number: number; readonly prompt: string; readonly at: string };
  readonly context?: { readonly used: number };
  readonly usage?: { readonly tokens: Readonly<Record<string, number>>; readonly turns: number; readonly cost?: unknown };
}

/** Registers its own beginning and end with the test file's. `environment` is added to the person's; undefined takes away. */
export function claudeTeam(program: string, environment: Readonly<Record<string, string | undefined>> = {}): ClaudeTeam {
  const rig: { team?: TestTeam; model?: FakeModel; person?: ClaudePerson } = {};
  beforeAll(async () => {
    if (program === '') return;
    rig.model = await fakeModel();
    rig.team = await testTeam();
    rig.person = await claudePerson({ model: rig.model.url, trusts: [rig.team.repository.path] });
    Object.assign(rig.team.environment, rig.person.environment, environment);
  });
  afterAll(async () => {
    await rig.team?.end(); // its agents talk to the model
    await rig.model?.close();
    expect(rig.model?.failures ?? []).toEqual([]);
  });
  const status = async (name: string): Promise<MemberJson> => {
    const { members } = JSON.parse(await rig.team!.succeed('status', '--json')) as { members: MemberJson[] };
    return members.find(({ address }) => address === `member/store/${name}`)!;
  };
  return {
    get team() { return rig.team!; },
    get model() { return rig.model!; },
    get person() { return rig.person!; },
    write: (engineers, settings = {}) => rig.team!.write(manifest(program, engineers, settings)),
    status,
    becomes: async (name, wanted) => {
      const seen = async () => { const now = await status(name); return now.status === wanted ? now : undefined; };
      return waitUntil(seen, { what: `${name} to be ${wanted}`, timeout: 60_000 }).catch(async (error: Error) => {
        throw new Error(`${error.message} It is ${JSON.stringify(await status(name))}, and its screen reads:\n${await rig.team!.tmux('capture-pane', '-p', '-t', (await rig.team!.pane(`store/${name}`)).id)}`);
      });
    },
    screen: async (name) => rig.team!.tmux('capture-pane', '-p', '-t', (await rig.team!.pane(`store/${name}`)).id),
  };
}

function manifest(program: string, engineers: Readonly<Record<string, string>>, { permissionMode = 'manual', args = [], rest = '' }: ClaudeTeamSettings): string {
  const people = Object.fromEntries(Object.entries(engineers).map(([name, brief]) => [name, { tool: 'claude', model: 'haiku', brief }]));
  return `tools: {claude: {binary: ${JSON.stringify(program)}, permission_mode: ${permissionMode}, args: ${JSON.stringify(args)}}}
projects: {store: {repo: repo, engineers: ${JSON.stringify(people)}}}
${rest}`;
}
