import { describe, expect, it } from 'vitest';
import { declaredLooks } from '../../src/manifest/rules/declared-looks.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(declaredLooks.sentence, () => {
  it('are valid expressions', () => {
    expect(told(`tools: {own: {command: [own], states: {idle: {screen: "("}, working: {title: '[z-a]'}}, input: {box: '^> '}}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[bad-regular-expression]: The regular expression is not valid: Unterminated group.
       --> team.yaml:1:55
        |
      1 | …wn: {command: [own], states: {idle: {screen: "("}, working: {title: '[z-a]'}}, input: {box: '^…
        |                                               ^^^
      help: It is one of JavaScript, with the flags m and u. In double quotes, YAML takes \\ for itself: use single ones.

      error[bad-regular-expression]: The regular expression is not valid: Range out of order in character class.
       --> team.yaml:1:78
        |
      1 | …ommand: [own], states: {idle: {screen: "("}, working: {title: '[z-a]'}}, input: {box: '^> '}}}
        |                                                                ^^^^^^^
      help: It is one of JavaScript, with the flags m and u. In double quotes, YAML takes \\ for itself: use single ones.

      error[no-group]: The regular expression of the input box has no group.
       --> team.yaml:1:102
        |
      1 | …ommand: [own], states: {idle: {screen: "("}, working: {title: '[z-a]'}}, input: {box: '^> '}}}
        |                                                                                        ^^^^^
      help: Put ( ) around what is the text in the box, as in ^> ?(.*)$."
    `);
  });

  it('say when it is idle', () => {
    expect(told(`tools: {own: {command: [own], states: {working: {}}, input: {box: '^> (.*)'}}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[no-look]: The state "working" has neither \`title\` nor \`screen\`.
       --> team.yaml:1:40
        |
      1 | tools: {own: {command: [own], states: {working: {}}, input: {box: '^> (.*)'}}}
        |                                        ^^^^^^^
      help: Add a regular expression that fits when the tool is in this state.

      error[never-idle]: The tool has an \`input\`, and nothing says when it is idle: no text would ever be given to it.
       --> team.yaml:1:54
        |
      1 | tools: {own: {command: [own], states: {working: {}}, input: {box: '^> (.*)'}}}
        |                                                      ^^^^^
      help: Add \`states: {idle: {screen: …}}\`."
    `);
  });
});
