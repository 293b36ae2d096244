import { describe, expect, it } from 'vitest';
import { notifyWay } from '../../src/manifest/rules/notify-way.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (target: string) => `${shop('pm:')}\nnotify:\n  phone: ${target}\n`;

describe(notifyWay.sentence, () => {
  it('is told where there is none', () => {
    expect(told(team('{severity: error}'))).toMatchInlineSnapshot(`
      "error[no-way]: The notification target "phone" does not say where it goes.
       --> team.yaml:8:3
        |
      8 |   phone: {severity: error}
        |   ^^^^^
      help: Add \`desktop: true\`, a \`webhook\` or a \`command\`."
    `);
  });

  it.each([['{desktop: false}', 'no-way'], ['{desktop: true, command: [x]}', 'two-ways'], ['{webhook: "http://h", command: [x]}', 'two-ways']])('%s', (target, code) => {
    expect(load(team(target)).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it.each(['{desktop: true}', '{webhook: "http://h"}', '{command: [mail, ann]}'])('%s is fine', (target) => {
    expect(told(team(target))).toBe('');
  });
});
