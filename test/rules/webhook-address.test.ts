import { describe, expect, it } from 'vitest';
import { webhookAddress } from '../../src/manifest/rules/webhook-address.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (webhook: string) => `${shop('pm:')}\nnotify:\n  phone: {webhook: ${webhook}}\n`;

describe(webhookAddress.sentence, () => {
  it('is told, and what stands there is not', () => {
    expect(told(team('{url: "hooks.example/hunter2"}'))).toMatchInlineSnapshot(`
      "error[bad-web-address]: The webhook of "phone" has no http or https address as its url.
       --> team.yaml:8:26
        |
      8 |   phone: {webhook: {url: ***********************}}
        |                          ^^^^^^^^^^^^^^^^^^^^^^^
      help: For example https://ntfy.sh. Where it stands in a variable, look at that: it is not shown here."
    `);
  });

  it.each([['"ftp://h/hunter2"', 'bad-web-address'], ['{url: "https://ann:hunter2@h"}', 'bad-web-address'], ['{url: "http://h", headers: {"a b": hunter2}}', 'bad-header'], ['{url: "http://h", headers: {A: "hunter2\\n"}}', 'bad-header']])('%s', (webhook, code) => {
    const loaded = load(team(webhook));
    expect(loaded.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(told(team(webhook)) + JSON.stringify(loaded.diagnostics)).not.toContain('hunter2');
  });

  it('takes an address alone, and all that a request can have', () => {
    const by = (webhook: string) => load(team(webhook)).manifest?.notify[0]?.by;
    expect(by('"http://h/x"')).toEqual({ type: 'webhook', url: 'http://h/x', method: 'POST', headers: {} });
    expect(by('{url: "https://h", method: PUT, headers: {A: 0123}, json: {a: [1, "{text}"]}}')).toEqual({ type: 'webhook', url: 'https://h', method: 'PUT', headers: { A: '0123' }, json: { a: [1, '{text}'] } });
  });
});
