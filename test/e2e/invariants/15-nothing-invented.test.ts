import { expect, test } from 'vitest';
import { testTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

interface Member {
  readonly address: string;
  readonly status: string;
  readonly detail?: string;
  readonly usage?: { readonly cost?: unknown };
}

test('invariant 15: unknown is a status, a limit whose end nobody told has none, and why shows where each status was read', async () => {
  const team = await testTeam();
  await team.write(`
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers:
      cart: {brief: "demo: say hi"}
      till: {brief: "demo: say hi", args: [--persona, limit]}
      mute: {tool: command, command: [sleep, "1000"]}
`);
  await team.coders('apply', '--timeout', '5s');
  const members = async () => (JSON.parse(await team.succeed('status', '--json')) as { members: Member[] }).members;
  const settled = async () => { const all = await members(); return all.map(({ status }) => status).join() === 'idle,limited,unknown' ? all : undefined; };
  const seen = await waitUntil(settled, { what: 'an idle, a limited and an unknown member' });
  expect(seen.map(({ detail }) => detail)).toEqual([undefined, 'until: unknown', undefined]);
  expect(seen.flatMap(({ usage }) => (usage === undefined ? [] : [usage])).every((usage) => !('cost' in usage))).toBe(true);
  expect(seen[2]).not.toHaveProperty('usage');
  for (const { address, status } of seen) {
    const { evidence } = JSON.parse(await team.succeed('why', address.replace('member/', ''), '--json')) as { evidence: { says: string; decided: boolean }[] };
    expect(evidence.filter(({ decided }) => decided).map(({ says }) => says.split(/[ :]/)[0])).toEqual(status === 'unknown' ? [] : [status]);
  }
});
