import { expect, test } from 'vitest';
import { ownSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('what comes to wait for the end of a turn after a long quiet time is done soon after it, not fifteen seconds later', async () => {
  const own = await ownSupervisor('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {}}}}\n');
  await own.team.saysItIs('web/a', 'idle');
  for (let look = 1; look <= 8; look += 1) await own.pass(5 * 60_000);
  await own.team.succeed('send', 'web/a', 'demo: wait-for go-on');
  const before = await own.team.saysItIs('web/a', 'working');
  const kept = own.store.keptTeam('shop')!;
  const members = kept.desired.members.map((member) => ({ ...member, settings: { ...member.settings, model: 'haiku' }, fingerprint: 'f'.repeat(16) }));
  own.store.keepTeam({ ...kept, desired: { ...kept.desired, members } });
  await own.supervisor.look();
  await own.supervisor.settled();
  expect((await own.team.pane('web/a')).tag!.epoch).toBe(1);
  await own.team.tmux('send-keys', '-t', before.id, 'Escape');
  await own.team.saysItIs('web/a', 'idle');
  await own.pass(4000);
  await waitUntil(async () => (await own.pass(0), (await own.team.pane('web/a')).tag!.epoch === 2), { what: 'the start with another model' });
});
