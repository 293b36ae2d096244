import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson, type ClaudePerson } from '../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: no team of the real Claude Code was applied. ${missing}`);
const title = missing === undefined ? 'a team of the real Claude Code' : `a team of the real Claude Code (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(title, () => {
  let model: FakeModel;
  let person: ClaudePerson;
  let team: TestTeam;

  beforeAll(async () => {
    model = await fakeModel();
    team = await testTeam();
    person = await claudePerson({ model: model.url, trusts: [team.repository.path] });
    Object.assign(team.environment, person.environment);
    await writeTeam('sonnet');
  });
  afterAll(async () => {
    await team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  /** An engineer who writes a file and commits it. */
  async function writeTeam(tier: string): Promise<void> {
    const program = 'program' in installed ? installed.program : '';
    await team.write(`
tools: {claude: {binary: ${JSON.stringify(program)}, permission_mode: bypassPermissions, args: [--settings, '{"skipDangerousModePermissionPrompt":true}'], env: {IS_SANDBOX: "1"}}}
projects:
  store:
    repo: repo
    engineers:
      cart:
        tool: claude
        model: ${tier}
        brief: |
          Build the cart.
          FAKE:bash echo apple > cart.txt && git add cart.txt && git -c user.name=Ann -c user.email=ann@example.com commit -qm "Add the cart"
          FAKE:say The cart stands.
`);
  }

  it('is applied, told its brief once, works in its own worktree, and is left alone by the next apply', async () => {
    const before = await person.settings();
    expect(await team.succeed('apply', '--timeout', '60s')).toContain('Converged');
    const first = await model.waitFor('Build the cart.');
    expect(first.prompt).toContain('an engineer on "store"');
    await waitUntil(async () => (await team.repository.git(['log', '--format=%s', 'shop/cart'])).includes('Add the cart'), { what: 'the commit' });
    expect(await readFile(join(team.worktree('cart'), 'cart.txt'), 'utf8')).toBe('apple\n');
    await waitUntil(async () => (await status()).status === 'idle', { what: 'the agent to rest' });
    const pane = await team.pane('store/cart');
    expect(await team.succeed('apply')).toBe('');
    expect((await team.pane('store/cart')).pid).toBe(pane.pid);
    expect(await person.settings()).toEqual(before);
  });

  it('goes on with the same conversation after a kill -9, and after a change of model', async () => {
    const { tag, pid } = await team.pane('store/cart');
    const asked = model.asked.length;
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => (await team.pane('store/cart')).dead, { what: 'the agent to be dead' });
    expect(await team.succeed('plan')).toContain('its conversation resumed');
    await team.succeed('apply', '--timeout', '60s');
    expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });

    await waitUntil(async () => (await status()).status === 'idle', { what: 'the agent to rest' });
    await writeTeam('haiku');
    expect(await team.succeed('plan')).toContain('model: sonnet → haiku');
    await team.succeed('apply', '--timeout', '60s');
    expect((await team.pane('store/cart')).tag!.conversation).toBe(tag!.conversation);
    expect(model.asked.length).toBe(asked);
  });

  it('leaves nothing running when it is taken down', async () => {
    expect((await team.processes()).map(({ pid }) => pid)).toContain((await team.pane('store/cart')).pid);
    await team.succeed('down', '--yes');
    expect(await team.processes()).toEqual([]);
  });

  async function status(): Promise<{ status: string }> {
    const { members } = JSON.parse(await team.succeed('status', '--json')) as { members: { status: string }[] };
    return members[0]!;
  }
});
