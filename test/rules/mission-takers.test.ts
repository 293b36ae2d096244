import { describe, expect, it } from 'vitest';
import { missionTakers } from '../../src/manifest/rules/mission-takers.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionTakers.sentence, () => {
  it('and what it says of them agrees', () => {
    expect(told(shop('engineers:\n  cart: {count: 2}\n  docs: {role: scribe}\nmissions:\n  a: {to: cart, role: scribe, brief: x}\n  b: {to: docs, role: scribe, brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-for-nobody]: The mission "a" goes to "cart" and asks for the role "scribe", but the role of "cart" is "coder".
        --> team.yaml:10:27
         |
      10 |       a: {to: cart, role: scribe, brief: x}
         |                           ^^^^^^
      note: Who does it is named here.
        --> team.yaml:10:15
         |
      10 |       a: {to: cart, role: scribe, brief: x}
         |               ^^^^
      help: Remove \`to\` or \`role\`."
    `);
  });

  it('so where it names nobody, the project has an engineer', () => {
    expect(told(shop('pm:\nmissions:\n  a: {brief: x}\n  b: {role: analyst, brief: x}\n  c: {to: pm, brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-for-nobody]: The mission "a" goes to any engineer, and the project "shop" has none.
       --> team.yaml:8:7
        |
      8 |       a: {brief: x}
        |       ^
      help: Add \`to: pm\`, or an engineer to the project."
    `);
  });

  it('who takes texts', () => {
    const watch = 'watch: {tool: command, command: [sleep, "1"]}';
    expect(told(shop(`pm:\nengineers:\n  ${watch}\nmissions:\n  a: {to: watch, brief: x}\n  b: {brief: x}\n  c: {role: coder, brief: x}`))).toMatchInlineSnapshot(`
      "error[mission-for-nobody]: The mission "a" goes to "watch", and nothing can be typed into "shop/watch".
        --> team.yaml:10:15
         |
      10 |       a: {to: watch, brief: x}
         |               ^^^^^
      note: The tool of "shop/watch" is "command".
        --> team.yaml:8:7
         |
       8 |       watch: {tool: command, command: [sleep, "1"]}
         |       ^^^^^
      help: Name a member whose tool is an agent.

      error[mission-for-nobody]: The mission "b" goes to any engineer, and nothing can be typed into "shop/watch".
        --> team.yaml:11:7
         |
      11 |       b: {brief: x}
         |       ^
      note: The tool of "shop/watch" is "command".
        --> team.yaml:8:7
         |
       8 |       watch: {tool: command, command: [sleep, "1"]}
         |       ^^^^^
      help: Name a member whose tool is an agent.

      error[mission-for-nobody]: The mission "c" asks for the role "coder", and nothing can be typed into "shop/watch".
        --> team.yaml:12:17
         |
      12 |       c: {role: coder, brief: x}
         |                 ^^^^^
      note: The tool of "shop/watch" is "command".
        --> team.yaml:8:7
         |
       8 |       watch: {tool: command, command: [sleep, "1"]}
         |       ^^^^^
      help: Name a member whose tool is an agent."
    `);
    expect(told(shop(`engineers:\n  cart:\n  ${watch}\nmissions:\n  a: {brief: x}\n  b: {role: coder, brief: x}`))).toBe('');
  });

  it('which a tool of the person\'s own does where its input is described', () => {
    const tool = (input: string) => `tools: {own: {command: [own]${input}}}\n${shop('engineers: {cart: {tool: own}}\nmissions:\n  a: {to: cart, brief: x}')}`;
    expect(told(tool(''))).toMatchInlineSnapshot(`
      "error[mission-for-nobody]: The mission "a" goes to "cart", and nothing can be typed into "shop/cart".
       --> team.yaml:9:15
        |
      9 |       a: {to: cart, brief: x}
        |               ^^^^
      note: The tool of "shop/cart" is "own".
       --> team.yaml:7:17
        |
      7 |     engineers: {cart: {tool: own}}
        |                 ^^^^
      help: Say under \`tools\` what the \`input\` of "own" looks like, or name another member."
    `);
    expect(told(tool(', input: {box: (x)}, states: {idle: {title: i}}'))).toBe('');
  });
});
