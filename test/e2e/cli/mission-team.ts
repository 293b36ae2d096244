import { expect } from 'vitest';
import { openStore } from '../../../src/host/store/store.ts';
import { afterDeed, isRefused, type Deed } from '../../../src/missions/transition.ts';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { testTeam, type Ran, type TestTeam } from '../../rig/team.ts';
import { readDocument } from './documents.ts';

/** Two projects, a PM, two roles and one who can be told nothing. Nobody keeps it: missions stay as a test leaves them. */
const manifest = `
defaults: {tool: command, command: [sleep, "86400"]}
orchestrator: {tool: demo}
projects:
  store:
    repo: repo
    pm: {tool: demo}
    engineers:
      cart: {tool: demo}
      search: {tool: demo, role: tester, count: 2}
      watch: {role: scribe}
    missions:
      cart-api: {to: cart, brief: Add the endpoints., priority: high, accept: {run: test -f api.txt, commits: 1}}
      cart-ui: {to: cart, after: [cart-api], brief: Build the page.}
  docs:
    repo: repo
    engineers: {writer: {tool: demo}, clerk: {tool: demo, directory: ../home}}
`;

export type MissionTeam = TestTeam & {
  /** Calls `coders mission` as a member does from its pane. */
  as(member: string, epoch: number, ...argv: readonly string[]): Promise<Ran>;
  /** The same as a person, with the document that it prints. */
  document<Shape>(schema: string, ...argv: readonly string[]): Promise<Shape>;
  record(name: string): MissionRecord;
  /** Does these to a mission, as the runner would. */
  done(name: string, ...deeds: readonly Deed[]): MissionRecord;
};

export async function missionTeam(text = manifest): Promise<MissionTeam> {
  const team = await testTeam();
  await team.write(text);
  await team.succeed('apply');
  return Object.assign(team, {
    as: (member: string, epoch: number, ...argv: readonly string[]) => team.run(['mission', ...argv], { CODERS_TEAM: 'shop', CODERS_ADDRESS: `member/${member}`, CODERS_EPOCH: String(epoch) }),
    async document<Shape>(schema: string, ...argv: readonly string[]): Promise<Shape> {
      const { stdout } = await team.coders('mission', ...argv, '--json');
      return readDocument<Shape>(schema, stdout);
    },
    record: (name: string) => inStore(team, (store) => store.missions.find('shop', `mission/${name}`)!),
    done: (name: string, ...deeds: readonly Deed[]) => inStore(team, (store) => {
      const changed = store.missions.change('shop', `mission/${name}`, (record) => deeds.reduce<MissionRecord>((before, deed) => {
        const after = afterDeed(before, deed, Date.now());
        if (isRefused(after)) throw new Error(after.refused);
        return after;
      }, record));
      expect(isRefused(changed)).toBe(false);
      return changed as MissionRecord;
    }),
  });
}

function inStore<Result>({ stateDirectory }: TestTeam, work: (store: ReturnType<typeof openStore>) => Result): Result {
  const store = openStore(stateDirectory);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** It is given to a member in its first launch, and the member is at it. */
export function given(by: string, base?: string): readonly Deed[] {
  const lease = { by: `member/${by}`, epoch: 1, conversation: 'c1', ...(base === undefined ? {} : { base }) };
  return [{ type: 'unblock' }, { type: 'assign', lease, message: 'm1', deadlineMs: 60_000 }, { type: 'begin', epoch: 1 }];
}
