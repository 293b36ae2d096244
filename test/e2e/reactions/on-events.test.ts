import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../src/state/event.ts';
import { missionTeam, orders, work, type MissionTeam } from '../../rig/mission-team.ts';
import { receiver, type Received } from '../../rig/receiver.ts';

type Of<Type extends RecordedEvent['type']> = Extract<RecordedEvent, { readonly type: Type }>;

function eventsOf<Type extends RecordedEvent['type']>({ store }: MissionTeam, type: Type): readonly Of<Type>[] {
  return store.events('shop').filter((event): event is RecordedEvent & Of<Type> => event.type === type);
}

function texts(received: readonly Received[]): readonly string[] {
  return received.map(({ body }) => (body as { readonly text: string }).text);
}

/** What it says would do something, if a shell read it. */
const fails = orders('run sh TEAM/fail.sh');
const failScript = `coders mission fail 'the pump is $(touch TEAM/owned) "broken"'\n`;

test('what fails is told to a member and to a webhook, a mission is added for it, and a command runs; each once, and nothing answers itself', async () => {
  const { url, received } = await receiver();
  const shop = await missionTeam({
    env: { HOOK: `${url}/a-long-secret-token`, KEY: 'another-long-secret' },
    scripts: { 'fail.sh': failScript, 'tell.sh': 'echo "$1" >> TEAM/told.txt; echo said; exit 3\n' },
    manifest: `
defaults: {tool: demo}
notify:
  hook: {webhook: {url: "\${HOOK}", headers: {X-Key: "\${KEY}"}, json: {text: "{text}"}}}
  grave: {webhook: {url: "${url}/grave", json: {text: "{severity} {title}"}}, severity: error}
on:
  mission.failed:
    - if: {mission: pump}
      notify: hook
      command: [sh, TEAM/tell.sh, "{mission}: {because}"]
    - {command: 'echo "{because}" > TEAM/by-shell.txt', shell: true, if: {mission: pump}}
projects:
  shop:
    repo: repo
    pm: {}
    engineers: {cart: {}}
    on:
      mission.failed:
        - message: {to: pm, text: "{mission} has failed: {because}"}
          mission: {name: fix, to: cart, brief: ${fails}}
    missions:
      pump: {to: cart, brief: ${fails}, retries: 0}
`,
  });
  await shop.comesTo('pump', 'failed');
  const failed = shop.news('pump').find(({ state }) => state === 'failed')!;
  const fix = `fix-${failed.id}`;
  await shop.comesTo(fix, 'failed'); // it has a retry
  await shop.until('all to be told', () => eventsOf(shop, 'reaction').length >= 5 && eventsOf(shop, 'notified').length >= 3);

  const because = `shop/cart says that it has failed: the pump is $(touch ${shop.team.directory}/owned) "broken"`;
  expect(texts(received.filter(({ path }) => path === '/a-long-secret-token'))).toEqual([`shop: mission shop/pump has failed\n${because}`]);
  expect(received.find(({ path }) => path === '/a-long-secret-token')!.headers['x-key']).toBe('another-long-secret');
  expect(texts(received.filter(({ path }) => path === '/grave'))).toEqual(['error shop: mission shop/pump has failed', `error shop: mission shop/${fix} has failed`]);
  expect(readFileSync(join(shop.team.directory, 'told.txt'), 'utf8')).toBe(`shop/pump: ${because}\n`);
  expect(readFileSync(join(shop.team.directory, 'by-shell.txt'), 'utf8')).toBe(`${because}\n`);
  expect(existsSync(join(shop.team.directory, 'owned')), 'what an agent says was run').toBe(false);
  await shop.until('the PM to be told', () => shop.told('shop/pm', 'shop/pump has failed').length > 0);

  const did = eventsOf(shop, 'reaction').map(({ on, event, did: what, state, output }) => [on, event, what.split(' TEAM')[0]!.replaceAll(shop.team.directory, '…').slice(0, 24), state, output]);
  const [again] = shop.news(fix).filter(({ state }) => state === 'failed');
  expect(did).toEqual(expect.arrayContaining([
    ['mission.failed', failed.id, 'message to shop/pm', 'done', undefined],
    ['mission.failed', failed.id, `mission shop/${fix} is added`.slice(0, 24), 'done', undefined],
    ['mission.failed', failed.id, 'command sh …/tell.sh {mi', 'failed', 'said\n'],
    ['mission.failed', failed.id, 'command echo "{because}"', 'done', undefined],
    ['mission.failed', again!.id, 'all of it', 'skipped', undefined], // its own doing
  ]));
  expect(did).toHaveLength(5);
  const shown = await shop.team.succeed('events');
  const log = await shop.team.succeed('supervisor', 'logs');
  for (const secret of ['a-long-secret-token', 'another-long-secret']) expect(shown + log).not.toContain(secret);
});

test('what happened before a rule was there is not answered; a member and then the team are paused', async () => {
  const shop = await missionTeam({
    manifest: `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions: {early: {to: cart, brief: ${work('write a.txt | x', 'commit A')}, accept: {commits: 1}}}
`,
  });
  await shop.comesTo('early', 'done');
  const text = readFileSync(shop.team.file, 'utf8').replace('    missions: {', `    on:
      mission.done: [{pause: member, command: [touch, "TEAM-{mission}"]}]
      member.held: [{pause: team}]
    missions:
      late: {to: search, brief: ${work('write b.txt | x', 'commit B')}, accept: {commits: 1}}
    #`).replaceAll('TEAM', join(shop.team.directory, 'done'));
  await shop.team.write(text.replace(/^version: 1\nteam: shop\ntmux: .*\n/, ''));
  await shop.team.succeed('apply', '--timeout', '60s', '--yes');
  await shop.comesTo('late', 'done');
  await shop.until('the team to be paused', () => shop.store.keptTeam('shop')?.paused);
  const done = shop.news('late').find(({ state }) => state === 'done')!;
  expect(eventsOf(shop, 'held').map(({ address, because }) => [address, because])).toEqual([['member/shop/search', `The manifest says so on event ${done.id}`]]);
  await shop.until('what became of the command', () => eventsOf(shop, 'reaction').some(({ did }) => did.startsWith('command')));
  expect(eventsOf(shop, 'reaction').map(({ did, state, event }) => [did.replace(shop.team.directory, '…'), state, event === done.id])).toEqual(expect.arrayContaining([['shop/search is held', 'done', true], ['the team is paused', 'done', false]]));
});
