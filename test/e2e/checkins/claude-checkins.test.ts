import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../../rig/fake-model.ts';
import { missionTeam, type MissionTeam } from '../../rig/mission-team.ts';
import { readDocument } from '../cli/documents.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : '';
if (missing !== '') console.warn(`SKIPPED: no check-in reached the real Claude Code. ${missing}`);
const title = missing === '' ? 'check-ins of the real Claude Code' : `check-ins of the real Claude Code (SKIPPED: ${missing})`;

const manifest = `
defaults: {tool: claude, model: haiku, env: {CODERS_MCP: "off", IS_SANDBOX: "1"}}
tools:
  claude: {binary: ${JSON.stringify('program' in installed ? installed.program : '')}, permission_mode: bypassPermissions, args: [--settings, '{"skipDangerousModePermissionPrompt":true}']}
projects:
  shop:
    repo: repo
    pm: {checkins: [{name: rounds, every: 10s, note: "Go your rounds.\\nFAKE:say All is on the spec.", answer_within: 60s}]}
    engineers:
      cart: {checkins: [{name: asked, every: 5s, expires: 9s, note: "Where are you?\\nFAKE:say The cart is half done.", answer_within: 60s, to: parent}]}
`;

interface Shown {
  readonly checkins: readonly { readonly id: string; readonly runs: readonly { readonly result: string; readonly receipt?: string; readonly answer?: string }[] }[];
}

describe.skipIf(missing !== '')(title, () => {
  let model: FakeModel;
  let shop: MissionTeam;

  beforeAll(async () => {
    model = await fakeModel();
    shop = await missionTeam({ manifest, person: async ({ home, repository }) => ({ ...(await claudePerson({ model: model.url, trusts: [repository.path] })).environment, HOME: home, TMPDIR: home }) });
  }, 120_000);
  afterAll(async () => {
    await shop.team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  async function runsOf(id: string): Promise<Shown['checkins'][number]['runs']> {
    return readDocument<Shown>('checkins', await shop.team.succeed('checkins', '--json')).checkins.find((one) => one.id === id)?.runs ?? [];
  }

  test('an engineer is asked once, the record of the tool acknowledges it, and its answer is read', async () => {
    await shop.until('the answer to be read', async () => (await runsOf('asked')).some(({ answer }) => answer === 'read'));
    expect(await runsOf('asked')).toMatchObject([{ result: 'said', receipt: 'acknowledged', answer: 'read' }]);
    const { turns } = model.asked.findLast(({ prompt }) => prompt.includes('Check-in asked'))!;
    expect(turns.filter(({ from, text }) => from === 'user' && text.includes('Check-in asked'))).toHaveLength(1);
  });

  test('its PM is told what it said, in its own words, and answers', async () => {
    const { prompt } = await shop.until('the report', () => model.asked.find((asked) => asked.prompt.includes('Check-in rounds') && asked.prompt.includes('The cart is half done.')));
    expect(prompt).toMatch(/What they said last, in their own words, which nobody checked:\n {2}shop\/cart: The cart is half done\. \(.+ ago\)/);
    expect(prompt).toMatch(/What they do:\n {2}shop\/cart: /);
    expect(prompt).toMatch(/Last commits:\n {2}shop\/cart: [0-9a-f]{7,} /);
    await shop.until('the answer of the PM to be read', async () => (await runsOf('rounds')).some(({ answer }) => answer === 'read'));
    expect(shop.store.events('shop').filter((event) => event.type === 'checkin' && event.state === 'unanswered')).toEqual([]);
  });
});
