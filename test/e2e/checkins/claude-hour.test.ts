import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../../rig/fake-model.ts';
import { VirtualNight } from '../../rig/virtual-night.ts';
import { readDocument } from '../cli/documents.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : '';
if (missing !== '') console.warn(`SKIPPED: no hour passed for the real Claude Code. ${missing}`);
const title = missing === '' ? 'an hour of the real Claude Code' : `an hour of the real Claude Code (SKIPPED: ${missing})`;

const minuteMs = 60_000;
const startsAt = Date.parse('2025-01-15T21:50:00Z');

const manifest = `
defaults: {tool: claude, model: haiku, env: {CODERS_MCP: "off", IS_SANDBOX: "1"}}
tools:
  claude: {binary: ${JSON.stringify('program' in installed ? installed.program : '')}, permission_mode: bypassPermissions, args: [--settings, '{"skipDangerousModePermissionPrompt":true}']}
orchestrator: {tool: demo, directory: .}
projects:
  shop:
    repo: repo
    pm: {checkins: [{name: rounds, cron: "*/30 * * * *", timezone: UTC, note: "Go your rounds.\\nFAKE:say All is on the spec.", answer_within: 20m}]}
    engineers:
      cart: {checkins: [{name: asked, every: 30m, note: "Where are you?\\nFAKE:bash sh TEAM/report.sh\\nFAKE:say The cart is half done.", answer_within: 20m, to: parent}]}
`;

/** The engineer tells its PM, which passes it on. */
const scripts = {
  'report.sh': 'exec coders message send pm "Half of the cart is committed.\nFAKE:bash sh TEAM/pass-on.sh" --type status\n',
  'pass-on.sh': 'exec coders message send orchestrator "From cart: half of it is committed." --type status\n',
};

interface Shown {
  readonly checkins: readonly { readonly id: string; readonly runs: readonly { readonly result: string; readonly receipt?: string; readonly answer?: string }[] }[];
}

// Between the leaps time goes as it does for everybody, for Claude Code minds how fast it is typed to; it leaps only while nothing is on its way.
describe.skipIf(missing !== '')(title, () => {
  let model: FakeModel;
  let hour: VirtualNight;

  beforeAll(async () => {
    model = await fakeModel();
    hour = await VirtualNight.begin({
      manifest, scripts, startsAt, sleeps: [],
      person: async ({ home, repository }) => ({ ...(await claudePerson({ model: model.url, trusts: [repository.path] })).environment, HOME: home, TMPDIR: home }),
    });
    const beganAt = performance.now();
    for (let time = startsAt + 11 * minuteMs; time <= startsAt + 61 * minuteMs; time += 10 * minuteMs) await hour.passTo(time);
    console.log(`The hour took ${((performance.now() - beganAt) / 1000).toFixed(1)} s.`);
  }, 120_000);

  afterAll(async () => {
    await hour?.own.team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  const prompted = (address: string, text: string) => hour.turns(address).filter(({ prompt }) => prompt.includes(text));

  test('an engineer is asked each half hour, its transcript acknowledges that, and its answers are read', async () => {
    const { checkins } = readDocument<Shown>('checkins', await hour.own.team.succeed('checkins', '--json'));
    expect(checkins.find(({ id }) => id === 'asked')!.runs).toMatchObject(Array(2).fill({ result: 'said', receipt: 'acknowledged', answer: 'read' }));
    const turns = prompted('member/shop/cart', 'Check-in asked');
    expect(turns.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual(['2025-01-15T22:21', '2025-01-15T22:51']);
    expect(turns.map(({ reply }) => reply)).toEqual(['The cart is half done.', 'The cart is half done.']);
  });

  test('its PM is asked, too, and told what it said, in its own words', () => {
    const [first, second, ...more] = prompted('member/shop/pm', 'Check-in rounds');
    expect(more).toEqual([]);
    expect(first!.prompt).not.toContain('half done');
    expect(second!.prompt).toMatch(/What they do:\n {2}shop\/cart: idle, for 9m \d+s\n/);
    expect(second!.prompt).toMatch(/Last commits:\n {2}shop\/cart: [0-9a-f]{7,} /);
    expect(second!.prompt).toMatch(/What they said last, in their own words, which nobody checked:\n {2}shop\/cart: The cart is half done\. \(9m \d+s ago\)/);
    expect([first, second].map((turn) => turn?.reply)).toEqual(['All is on the spec.', 'All is on the spec.']);
  });

  test('what the engineer writes reaches its PM, which passes it on', async () => {
    const passed = prompted('member/shop/pm', 'Half of the cart is committed.').map(({ prompt }) => prompt);
    expect(passed).toEqual(Array(2).fill(expect.stringMatching(/^Message \w{6} from shop\/cart:\n/)));
    expect(await hour.told('orchestrator', 'from shop/pm: From cart: half of it is committed.')).toHaveLength(2);
    const { mails } = hour.own.store;
    expect([mails.waiting('shop'), mails.unread('shop', 'member/shop/pm'), mails.unread('shop', 'member/orchestrator')]).toEqual([[], 0, 0]);
  });

  test('nobody waits, is started again or owes an answer', () => {
    const { store } = hour.own;
    expect(store.launches('shop').map(({ epoch }) => epoch)).toEqual([1, 1, 1]);
    // As it starts, Claude Code has a title of its own before it tells what it does.
    const since = startsAt + 10 * minuteMs;
    expect(store.events('shop').filter((event) => (event.type === 'health' && event.at > since && !['idle', 'working'].includes(event.status)) || (event.type === 'checkin' && event.state === 'unanswered'))).toEqual([]);
  });
});
