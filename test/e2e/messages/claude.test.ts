import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../../rig/fake-model.ts';
import { TalkingTeam } from '../../rig/talking-team.ts';
import { testTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nobody wrote to the real Claude Code. ${missing}`);
const patience = 60_000;

describe.skipIf(missing !== undefined)(missing === undefined ? 'a real Claude Code as PM' : `a real Claude Code as PM (SKIPPED: ${missing})`, { timeout: 4 * patience }, () => {
  let model: FakeModel;
  let shop: TalkingTeam;

  beforeAll(async () => {
    model = await fakeModel();
    const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
    Object.assign(team.environment, (await claudePerson({ model: model.url, trusts: [team.repository.path] })).environment);
    const program = 'program' in installed ? installed.program : '';
    await team.write(`
defaults: {tool: demo}
tools: {claude: {binary: ${JSON.stringify(program)}, permission_mode: manual}}
orchestrator: {directory: .}
projects: {store: {repo: repo, pm: {tool: claude, model: haiku, brief: "Begin.\\nFAKE:say Ready."}, engineers: {cart: {}}}}
`);
    await team.succeed('apply', '--timeout', `${patience / 1000}s`);
    shop = new TalkingTeam(team);
  });

  afterAll(async () => {
    await shop.team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is asked by an engineer, answers it by its tool, and passes on what it was told, without a dialog', async () => {
    const ask = (text: string, call: object) => shop.as('store/cart', 'message', 'send', 'pm', `${text}\nFAKE:tool mcp__coders__message ${JSON.stringify(call)}`, '--type', 'question', '--wait', '--timeout', '60s');
    const asked = await ask('Which port?', { action: 'reply', text: '8080, see deploy.' });
    expect(asked, `${asked.stdout}${asked.stderr}`).toMatchObject({ exit: 0 });
    expect(await shop.hears('store/cart', '8080')).toMatch(/^Message \w{6} from store\/pm \(answer, in answer to \w{6}\): 8080, see deploy\.$/);
    await ask('Tell the orchestrator.', { to: 'orchestrator', text: 'Cart is done.', type: 'task-complete' });
    expect(await shop.hears('orchestrator', 'Cart is done.')).toMatch(/from store\/pm \(task-complete\)/);
    await waitUntil(() => shop.store.mails.unread('shop', 'member/store/pm') === 0, { what: 'both to count as told' });
    expect(shop.store.events('shop').some((event) => event.type === 'health' && event.status === 'waiting')).toBe(false);
    expect(shop.mails().map(({ from, depth }) => [from, depth])).toEqual([['member/store/cart', 0], ['member/store/pm', 1], ['member/store/cart', 0], ['member/store/pm', 0]]);
  });
});
