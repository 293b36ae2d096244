import { describe, expect, it } from 'vitest';
import { reactionSteps } from '../../src/manifest/rules/reaction-steps.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (reaction: string) => `${shop('pm:')}\non:\n  mission.failed:\n    - ${reaction}\n`;

describe(reactionSteps.sentence, () => {
  it('is told where nothing is done', () => {
    expect(told(team('{at_most: 3/h}'))).toMatchInlineSnapshot(`
      "error[no-step]: The reaction does nothing.
       --> team.yaml:9:7
        |
      9 |     - {at_most: 3/h}
        |       ^
      help: Say what is done: message, mission, command, notify or pause."
    `);
  });

  it('is told of a text that nobody reads', () => {
    expect(told(team('{command: npm test}'))).toMatchInlineSnapshot(`
      "error[no-shell]: The command is one text, which only a shell could read.
       --> team.yaml:9:17
        |
      9 |     - {command: npm test}
        |                 ^^^^^^^^
      help: Write it as a list, [npm, test], or add \`shell: true\`."
    `);
  });

  it.each([
    ['a list for a shell', '{command: [npm, test], shell: true}', 'no-line'],
    ['a shell without a command', '{shell: true, pause: team}', 'no-line'],
    ['a time for no command', '{pause: team, timeout: 5m}', 'no-command'],
    ['an empty step, told once', '{message: }', 'wrong-type'],
  ])('%s', (_, reaction, code) => {
    expect(load(team(reaction)).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it.each(['{command: [npm, test], timeout: 5m}', '{command: "npm test | tail", shell: true}', '{pause: member, at_most: 1/min}'])('%s is fine', (reaction) => {
    expect(told(team(reaction))).toBe('');
  });
});
