import { describe, expect, it } from 'vitest';
import { reactionPlaceholders } from '../../src/manifest/rules/reaction-placeholders.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (reaction: string, json = '{}') => `${shop('pm:')}\nnotify: {phone: {webhook: {url: "http://h", json: ${json}}}}\non:\n  mission.failed:\n    - ${reaction}\n`;

describe(reactionPlaceholders.sentence, () => {
  it('is told with what is meant', () => {
    expect(told(team('{message: {to: pm, text: "It failed: {becuase}"}}'))).toMatchInlineSnapshot(`
      "warning[unknown-placeholder]: Nothing stands for "{becuase}": it is told as it is.
        --> team.yaml:10:32
         |
      10 |     - {message: {to: pm, text: "It failed: {becuase}"}}
         |                                ^^^^^^^^^^^^^^^^^^^^^^
      help: Did you mean {because}? In double braces, {{becuase}}, it stands for itself."
    `);
  });

  it('also within a template', () => {
    expect(load(team('{pause: team}', '{a: [{b: "{tittle}"}]}')).diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'unknown-placeholder']]);
  });

  it.each(['{mission} {because} {retry_at}', '{{becuase}}', 'a { b }', '{"json": 1}'])('%s is fine', (text) => {
    expect(told(team(`{message: {to: pm, text: '${text}'}}`))).toBe('');
  });
});
