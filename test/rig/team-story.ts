import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installed } from './agent-install.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** A tool whose team lives through the whole story: applied, killed, talked to, taken down. */
export interface Teller {
  readonly tool: string;
  /** As people call it. */
  readonly name: string;
  readonly installed: Installed;
  readonly permissionMode: string;
  /** How long anything may take, in milliseconds. */
  readonly patience: number;
  person(model: string, team: TestTeam): Promise<{ readonly environment: Readonly<Record<string, string>>; settings(): Promise<unknown> }>;
}

/** Registers the story's tests. Two engineers side by side write a file each and commit it. */
export function tellTeamStory({ tool, name, installed, permissionMode, patience, person: personOf }: Teller): void {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no team of the real ${name} was applied. ${missing}`);
  const program = 'program' in installed ? installed.program : '';
  const title = missing === undefined ? `a team of the real ${name}` : `a team of the real ${name} (SKIPPED: ${missing})`;

  describe.skipIf(missing !== undefined)(title, { timeout: 4 * patience }, () => {
    let model: FakeModel;
    let team: TestTeam;
    let person: Awaited<ReturnType<Teller['person']>>;

    beforeAll(async () => {
      model = await fakeModel();
      team = await testTeam();
      person = await personOf(model.url, team);
      Object.assign(team.environment, person.environment);
      await team.write(`
tools: {${tool}: {binary: ${JSON.stringify(program)}, permission_mode: ${permissionMode}}}
projects: {store: {repo: repo, engineers: {cart: {tool: ${tool}, brief: ${briefOf('cart')}}, search: {tool: ${tool}, brief: ${briefOf('search')}}}}}
`);
    });
    afterAll(async () => {
      await team.end(); // its agents talk to the model
      await model.close();
      expect(model.failures).toEqual([]);
    });

    it('is applied, told its briefs once, works in its own worktrees, and is left alone by the next apply', async () => {
      const before = await person.settings();
      expect(await team.succeed('apply', '--timeout', seconds())).toContain('Converged');
      for (const engineer of ['cart', 'search']) {
        expect(await told(`Build the ${engineer}.`)).toContain('an engineer on "store"');
        await wait(async () => (await team.repository.git(['log', '--format=%s', `shop/${engineer}`])).includes(`Add the ${engineer}`), 'the commit');
        expect(await readFile(join(team.worktree(engineer), `${engineer}.txt`), 'utf8')).toBe('apple\n');
        expect(await team.repository.git(['-C', team.worktree(engineer), 'status', '--porcelain', '--ignored'])).toBe('');
      }
      await rest();
      const { pid } = await team.pane('store/cart');
      expect(await team.succeed('apply')).toBe('');
      expect((await team.pane('store/cart')).pid).toBe(pid);
      expect(await person.settings()).toEqual(before);
    });

    it('goes on with the same conversation after a kill -9, without being told again', async () => {
      const { tag, pid } = await team.pane('store/cart');
      const asked = model.asked.length;
      process.kill(pid, 'SIGKILL');
      await wait(async () => (await team.pane('store/cart')).dead, 'the agent to be dead');
      expect(await team.succeed('plan')).toContain('its conversation resumed');
      await team.succeed('apply', '--timeout', seconds());
      expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });
      await rest();
      expect(model.asked.length).toBe(asked);
    });

    it('takes a message into the conversation that it had before, and proves it', async () => {
      const asked = model.asked.length;
      expect(await team.succeed('send', 'store/cart', '!And the pears?\nFAKE:say Two.', '--timeout', seconds())).toContain('acknowledged');
      expect((await told('And the pears?', asked)).trim()).toBe('!And the pears?\nFAKE:say Two.');
      const { turns } = model.asked.slice(asked).find(({ prompt }) => prompt.includes('And the pears?'))!;
      expect(turns.filter(({ text }) => text.includes('Build the cart.')).length).toBe(1);
      await rest();
    });

    it('leaves nothing when it is taken down: no process, no folder of a launch, nothing that it unpacked', async () => {
      await team.succeed('down', '--yes');
      expect(await team.processes()).toEqual([]);
      const spools = join(team.stateDirectory, 'spools/shop');
      expect(existsSync(spools) ? await readdir(spools) : []).toEqual([]);
      expect((await readdir(person.environment['TMPDIR']!)).filter((name) => /\.(so|node|dylib)$/.test(name))).toEqual([]);
    });

    function seconds(): string {
      return `${patience / 1000}s`;
    }

    async function told(text: string, after = 0): Promise<string> {
      return (await wait(() => model.asked.slice(after).find(({ prompt }) => prompt.includes(text)), `a prompt with ${JSON.stringify(text)}`)).prompt;
    }

    async function rest(): Promise<void> {
      await wait(async () => (await statuses()).every((status) => status === 'idle'), 'the agents to rest').catch(async (error: Error) => {
        throw new Error(`${error.message} They are ${await statuses()}.`);
      });
    }

    async function statuses(): Promise<string[]> {
      const { members } = JSON.parse(await team.succeed('status', '--json')) as { members: { status: string }[] };
      return members.map(({ status }) => status);
    }

    function wait<Found>(condition: () => Found | Promise<Found>, what: string): Promise<NonNullable<Found>> {
      return waitUntil(condition, { what, timeout: patience });
    }
  });
}

function briefOf(engineer: string): string {
  const commit = `git add ${engineer}.txt && git -c user.name=Ann -c user.email=ann@example.com commit -qm "Add the ${engineer}"`;
  return JSON.stringify(`Build the ${engineer}.\nFAKE:bash echo apple > ${engineer}.txt && ${commit}\nFAKE:say The ${engineer} stands.`);
}
