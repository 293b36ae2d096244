import { describe, expect, it } from 'vitest';
import { load, shop, told } from './memory-world.ts';

const team = shop('pm: {rolle: coder}'); // something to speak of

describe('no diagnostic shows the password of the Redis', () => {
  it.each([
    'redis: {url: redis://h, password: hunter2, acept_loss: true}',
    'redis: {url: redis://h, pasword: hunter2}',
    'redis: {url: "http://ann:hunter2@h", accept_loss: maybe}',
    'redis: redis://:hunter2',
    'redis: ann:hunter2@h',
    'redis: redis://:hun/hunter2@h',
    'redis: {url: redis://h, password: [hunter2]}',
    'redis: {url: redis://h, password: "hunter2}',
    'redis: {url: redis://h, password: hunter2, password: hunter2}',
    'redis: {url: redis://h, password: "hunter2${MISSING}"}',
    'params: {secret: {default: hunter2, default_: 1}}\nredis: {url: redis://h, password: "${secret}"}',
  ])('%s', (redis) => {
    const said = told(`${redis}\n${team}`);
    expect(said).toContain('error[');
    expect(said).not.toContain('hunter2');
    expect(JSON.stringify(load(`${redis}\n${team}`).diagnostics)).not.toContain('hunter2');
  });

  it('in a file that is extended neither', () => {
    const files = { '/work/teams/base.yaml': 'version: 1\nredis: {url: redis://h, password: hunter2, pot: 1}\n' };
    const said = told(`extends: ./base.yaml\n${team}`, { files });
    expect(said).toContain('base.yaml:2');
    expect(said).not.toContain('hunter2');
  });

  it('a variable is no password', () => {
    expect(told('version: 1\nteam: a\nredis: {url: redis://h, password: "${PW}", url: redis://i}\norchestrator:\n', { env: { PW: 'hunter2' } })).toContain('password: "${PW}", url: redis://i');
  });
});

describe('no diagnostic shows what lets one write to a webhook', () => {
  it.each([
    'webhook: {url: "https://hooks.example/hunter2", methd: PUT}',
    'webhook: {ulr: "https://hooks.example/hunter2"}',
    'webhook: "hunter2"',
    'webhook: {url: "https://h/hunter2", headers: {Authorization: Bearer hunter2, "a b": hunter2}}',
    'webhook: {url: "https://h/bot1:hunter2/send", json: {token: hunter2, bogus: "{no_such}"}, method: GET}',
    'webhook: {url: "https://h/hunter2", url: "https://h/hunter2"}',
    'webhook: {url: "https://h/hunter2", headers: {X-Key: "hunter2}',
    'webhook: {url: "https://h/hunter2", headers: {X-Key: [hunter2]}}',
    'webhook: {url: ["https://h/hunter2"]}',
  ])('%s', (webhook) => {
    const text = `notify: {phone: {${webhook}}}\n${team}`;
    const said = told(text);
    expect(said).toContain('error[');
    expect(said + JSON.stringify(load(text).diagnostics)).not.toContain('hunter2');
  });

  it('whose service it is may be read', () => {
    expect(told(`notify: {phone: {webhook: {url: "https://hooks.example/x", bogus: 1}}}\n${team}`)).toContain('url: "https://hooks.example/');
  });
});
