import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/host/store/store.ts';
import { keptTeam, runningSupervisor } from '../../rig/kept-team.ts';
import type { Ran, TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { readDocument } from '../cli/documents.ts';

const manifest = `
defaults: {tool: demo}
orchestrator: {}
projects:
  web:
    repo: repo
    pm: {}
    engineers:
      a: {}
      gone: {}
      often: {checkins: [{name: often, every: 2s, note: Go on.}]}
      silent: {checkins: [{name: asked, every: 3s, note: "demo: think 1h", answer_within: 2s, to: parent}]}
`;
let team: TestTeam;

beforeAll(async () => {
  team = await keptTeam(manifest);
});

async function told(seat: string, words: string): Promise<string[]> {
  return (await team.conversation(seat)).flatMap((row) => (row.type === 'user' && row.text.includes(words) ? [row.text] : []));
}

/** Calls coders as a member does from its pane. */
function as(member: string, ...argv: readonly string[]): Promise<Ran> {
  return team.run(argv, { CODERS_TEAM: 'shop', CODERS_ADDRESS: `member/${member}`, CODERS_EPOCH: '1' });
}

async function withStore<Result>(work: (store: ReturnType<typeof openStore>) => Result): Promise<Result> {
  const store = openStore(team.stateDirectory);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

test('a supervisor that is killed again and again tells each time at most once', async () => {
  for (let kills = 0; kills < 4; kills += 1) {
    const before = (await told('web/often', 'Check-in often')).length;
    await waitUntil(async () => (await told('web/often', 'Check-in often')).length > before, { what: 'another check-in', timeout: 60_000 });
    process.kill(await runningSupervisor(team), 'SIGKILL');
    await team.succeed('supervisor', 'start');
  }
  const texts = await told('web/often', 'Check-in often');
  expect(new Set(texts.map((text) => text.split('\n')[0])).size, texts.join('\n---\n')).toBe(texts.length);
  const ids = await withStore((store) => store.messages.ofTeam('shop', 500).map(({ message: { id } }) => id).filter((id) => id.startsWith('shop/checkin/web/often/')));
  expect(new Set(ids).size).toBe(ids.length);
  expect(texts.length).toBeLessThanOrEqual(ids.length);
});

test('one that does not answer in time is told of to its PM, once', async () => {
  await waitUntil(async () => (await told('web/pm', 'web/silent has not answered')).length > 0, { what: 'the PM to be told', timeout: 60_000 });
  const { checkins } = readDocument<{ checkins: { id: string; runs: unknown[] }[] }>('checkins', await team.succeed('checkins', '--json'));
  expect(checkins.find(({ id }) => id === 'asked')!.runs).toContainEqual(expect.objectContaining({ result: 'said', answer: 'missing' }));
  expect(await team.succeed('events')).toContain('web/silent/asked  check-in unanswered');
  expect(await told('web/pm', 'web/silent has not answered')).toHaveLength(1);
});

describe('coders checkin', () => {
  test('tells somebody something later, once, and coders checkins what became of it', async () => {
    expect(await team.succeed('checkin', 'in', '1s', 'Tell {statuses} as it is.', '--to', 'a')).toMatch(/^web\/a is checked in on at .*Z, in 1s\. To undo it: coders checkin cancel \d+\n$/);
    await waitUntil(async () => (await told('web/a', 'A person asked for this: Tell {statuses} as it is.')).length === 1, { what: 'it to come', timeout: 60_000 });
    const over = async () => readDocument<{ checkins: { origin: string; next?: string; runs: unknown[] }[] }>('checkins', await team.succeed('checkins', '--json')).checkins.find(({ origin }) => origin === 'added')!;
    await waitUntil(async () => ((await over()).runs[0] as { receipt?: string }).receipt === 'acknowledged', { what: 'its receipt' });
    expect(await over()).not.toHaveProperty('next');
  });

  test('an agent for itself, by the clock and by the words of the older script; it sees its own, and cancels', async () => {
    expect(await as('web/a', 'checkin', 'at', `${(new Date().getHours() + 12) % 24}`.padStart(2, '0') + ':00', 'Sleep.')).toMatchObject({ exit: 0 }); // no time of day is far away at each
    const { stdout } = await as('web/a', 'schedule', '30', 'Continue dashboard implementation', '--json');
    const { checkins: [added] } = readDocument<{ checkins: { id: string; member: string; by: string; when: string }[] }>('checkins', stdout);
    expect(added).toMatchObject({ member: 'member/web/a', by: 'web/a', when: expect.stringMatching(/^once at /) });
    const listed = (await as('web/a', 'checkin', 'list')).stdout;
    expect(listed).toContain(`web/a  ${added!.id}  once at`);
    expect(listed).not.toContain('often');
    expect((await as('web/pm', 'checkin', 'list')).stdout).toContain('often');
    expect(await as('web/a', 'checkin', 'cancel', added!.id)).toMatchObject({ exit: 0, stdout: `Check-in ${added!.id} of web/a is cancelled.\n` });
    expect((await as('web/a', 'checkin', 'list')).stdout).not.toContain(`web/a  ${added!.id}  once at`);
    expect(await as('web/a', 'checkin', 'cancel', added!.id)).toMatchObject({ exit: 2 });
  });

  test.each<[string, string, readonly string[], string]>([
    ['an engineer for others', 'web/a', ['checkin', 'in', '5m', 'x', '--to', 'web/pm'], 'error: "web/a", an engineer, may not schedule anything for "web/pm".\nhelp: Each may for itself, and for those below it: for web/pm only web/pm, the orchestrator or a person may.\n'],
    ['a PM for the orchestrator', 'web/pm', ['schedule', '5', 'x', 'orchestrator'], 'error: The PM of "web" may not schedule anything for "orchestrator".\n'],
    ['too soon', 'web/a', ['checkin', 'in', '59s', 'x'], 'error: 59s is too soon.\nhelp: A member may be checked in on from 1m from now on.\n'],
    ['no duration', 'web/a', ['checkin', 'in', 'soon', 'x'], 'error: "soon" is no duration.\nhelp: Write one as 30m, 2h or 1h30m.\n'],
    ['no time', 'web/a', ['checkin', 'at', '25:00', 'x'], 'error: "25:00" is no time to come.\n'],
    ['a time that is over', 'web/a', ['checkin', 'at', '2020-12-24T18:00', 'x'], 'error: "2020-12-24T18:00" is over.\n'],
    ['no time zone', 'web/a', ['checkin', 'at', '07:00 Europe/Nowhere', 'x'], 'error: "Europe/Nowhere" is not a time zone.\n'],
    ['no text', 'web/a', ['checkin', 'in', '5m'], 'error: It is not said what the member is to be told.\n'],
    ['no minutes', 'web/a', ['schedule', 'half', 'x'], 'error: "half" is no number of minutes.\n'],
    ['no verb', 'web/a', ['checkin', 'cancle', '7'], 'error: "cancle" is nothing that coders checkin does.\nhelp: Did you mean coders checkin cancel?\n'],
    ['that of the manifest', 'web/pm', ['checkin', 'cancel', 'often'], 'error: "web/often/often" stands in the manifest.\nhelp: Remove it there, and run coders apply.\n'],
    ['a year', 'web/pm', ['checkin', 'in', '400d', 'x'], 'error: 400d from now is too far away.\n'],
  ])('refused: %s', async (_, member, argv, stderr) => {
    expect(await as(member, ...argv)).toMatchObject({ exit: 2, stderr: expect.stringContaining(stderr) });
  });

  test('a person has to say who, and a launch that is over has no say', async () => {
    expect(await team.coders('checkin', 'in', '5m', 'x')).toMatchObject({ exit: 2, stderr: expect.stringContaining('It is not said who is to be told.') });
    expect(await team.coders('schedule', '5', 'x')).toMatchObject({ exit: 0, stdout: expect.stringContaining('orchestrator is checked in on') });
    expect(await team.run(['checkin', 'in', '5m', 'x'], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/web/a', CODERS_EPOCH: '0' })).toMatchObject({ exit: 2, stderr: expect.stringContaining('launch 0 of "web/a", which is over') });
  });

  test('ten to come are enough for a member', async () => {
    let last: Ran | undefined;
    for (let count = 0; count < 11 && last?.exit !== 2; count += 1) last = await as('web/pm', 'checkin', 'in', '5h', `Number ${count}.`);
    expect(last).toMatchObject({ exit: 2, stderr: expect.stringContaining('"web/pm" has 10 check-ins to come, and no more than 10 may be added.') });
  });

  test('for a member that the team has no more it comes to nothing', async () => {
    await team.succeed('pause'); // it is not told before the member is gone, however long that takes
    await team.succeed('checkin', 'in', '1s', 'Are you there?', '--to', 'gone');
    await team.write(manifest.replace('      gone: {}\n', ''));
    await team.succeed('apply', '--yes', '--prune', '--timeout', '60s');
    await team.succeed('resume');
    await waitUntil(async () => (await team.succeed('events')).includes('check-in cancelled: the team has no such member any more'), { what: 'it to be cancelled', timeout: 60_000 });
  });
});
