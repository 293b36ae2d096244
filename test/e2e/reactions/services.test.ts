import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { testTeam } from '../../rig/team.ts';
import { receiver } from '../../rig/receiver.ts';
import { readDocument } from '../cli/documents.ts';

const text = (most: number) => ({ type: 'string', minLength: 1, maxLength: most });

/** What each service documents of the body that it takes. */
const bodies: Readonly<Record<string, object>> = {
  phone: {
    type: 'object', additionalProperties: false, required: ['topic'],
    properties: { topic: { type: 'string', pattern: '^[-_A-Za-z0-9]{1,64}$' }, title: text(250), message: text(4096), tags: { type: 'array', items: { type: 'string' } }, priority: { type: 'integer', minimum: 1, maximum: 5 } },
  },
  slack: {
    type: 'object', required: ['text'],
    properties: { text: text(40_000), blocks: { type: 'array', maxItems: 50, items: { type: 'object', required: ['type', 'text'], properties: { type: { const: 'section' }, text: { type: 'object', additionalProperties: false, required: ['type', 'text'], properties: { type: { enum: ['plain_text', 'mrkdwn'] }, text: text(3000) } } } } } },
  },
  discord: { type: 'object', required: ['content'], properties: { content: text(2000), allowed_mentions: { type: 'object', properties: { parse: { type: 'array', items: { enum: ['roles', 'users', 'everyone'] } } } } } },
  telegram: { type: 'object', required: ['chat_id', 'text'], properties: { chat_id: { type: ['integer', 'string'] }, text: text(4096), parse_mode: { type: 'string' } } },
};

const paths: Readonly<Record<string, string>> = { phone: '/', slack: '/services/T/B/hunter2', discord: '/api/webhooks/1/hunter2', telegram: '/bot1:hunter2/sendMessage' };

test('each service of the example takes what it is sent; and what a target says of itself tells no secret', async () => {
  const ajv = new Ajv({ allowUnionTypes: true, strict: false });
  const { url, received } = await receiver(({ path, body, headers }) => {
    const name = Object.keys(paths).find((one) => paths[one] === path);
    const isFit = name !== undefined && headers['content-type'] === 'application/json' && ajv.validate(bodies[name]!, body);
    return isFit ? undefined : { status: 400, text: `${path}: ${ajv.errorsText()}` };
  });
  const team = await testTeam({
    env: {
      NTFY_URL: `${url}/`, SLACK_WEBHOOK: `${url}${paths['slack']}`, DISCORD_WEBHOOK: `${url}${paths['discord']}`, TELEGRAM_API: url, TELEGRAM_TOKEN: '1:hunter2', TELEGRAM_CHAT: '@shop',
    },
  });
  const environment = { SHOP_REPO: team.repository.path };
  const manifest = join(team.package, 'examples/notify/team.yaml');
  for (const name of Object.keys(bodies)) {
    const { exit, stdout, stderr } = await team.run(['notify', 'test', name, '--team', manifest, '--json'], environment);
    expect([exit, stderr]).toEqual([0, '']);
    expect(readDocument('notify', stdout)).toEqual({ version: 1, team: 'notify', target: name, sent: true });
  }
  expect(received.map(({ path }) => path)).toEqual(Object.keys(bodies).map((name) => paths[name]));
  expect(received.map(({ body }) => JSON.stringify(body)).every((body) => body.includes('Somebody tried whether this arrives.'))).toBe(true);
  const list = await team.run(['notify', 'list', '--team', manifest], environment);
  expect(list.stdout.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')).toMatchInlineSnapshot(`
    "desk      desktop                     all that is an error
    phone     webhook at HOST  all that is a warning or an error, quiet at times
    slack     webhook at HOST  what on sends
    discord   webhook at HOST  what on sends
    telegram  webhook at HOST  what on sends
    "
  `);
  expect(readDocument<{ targets: unknown[] }>('notify', (await team.run(['notify', 'list', '--team', manifest, '--json'], environment)).stdout).targets[1]).toEqual({ name: 'phone', by: 'webhook', severity: 'warning', quiet_hours: true, waiting: 0 });
});

test('a target that refuses, is away, or is not there is told of in a sentence', async () => {
  const { url } = await receiver(({ path }) => ({ status: 403, text: `${path} is not allowed` }));
  const team = await testTeam({ env: { HOOK: `${url}/hunter2-and-more` } });
  await team.write(`notify:
  hook: {webhook: {url: "\${HOOK}", headers: {Authorization: Bearer hunter2-and-more}}}
  away: {webhook: {url: "http://127.0.0.1:1/hunter2-and-more"}}
  program: {command: [sh, -c, 'cat > said; echo "$1" >> said; echo no >&2; exit 5', x, "{title}"]}
  desk: {desktop: true}
orchestrator: {tool: demo}
`);
  const tried = async (name: string, env: Readonly<Record<string, string>> = {}) => {
    const { exit, stdout, stderr } = await team.run(['notify', 'test', name], env);
    return `${exit} ${stdout}${stderr}`.trim().replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
  };
  expect(await tried('hook')).toBe('1 hook has not taken it: HOST answers 403: … is not allowed.');
  expect(await tried('away')).toMatch(/^1 away has not taken it: HOST can not be asked: /);
  expect(await tried('program')).toBe('1 program has not taken it: sh exits with 5: no.');
  expect(readFileSync(join(team.directory, 'said'), 'utf8')).toBe('shop: a test\nSomebody tried whether this arrives.\nshop: a test\n');
  expect(await tried('hok')).toContain('Did you mean hook?');
  writeFileSync(join(team.directory, 'notify-send'), '#!/bin/sh\nprintf "%s|" "$@" > "$HOME/shown"\n');
  chmodSync(join(team.directory, 'notify-send'), 0o755);
  expect(await tried('desk', { PATH: `${team.directory}:${process.env['PATH']}` })).toContain('0 desk has taken it');
  expect(readFileSync(join(team.home, 'shown'), 'utf8')).toBe('--app-name=coders|--urgency=low|--|shop: a test|Somebody tried whether this arrives.|');
});
