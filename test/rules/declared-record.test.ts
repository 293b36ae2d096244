import { describe, expect, it } from 'vitest';
import { declaredRecord } from '../../src/manifest/rules/declared-record.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(declaredRecord.sentence, () => {
  it('shows whether there is something to resume', () => {
    expect(told(`tools: {own: {command: [own], resume: [own, --again]}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[resume-without-record]: The tool has a \`resume\`, and no \`record\` that shows whether there is a conversation to go on with.
       --> team.yaml:1:31
        |
      1 | tools: {own: {command: [own], resume: [own, --again]}}
        |                               ^^^^^^
      help: Add \`record: {path: …, text: …}\`, or remove \`resume\`: then each start is a new conversation."
    `);
  });

  it('is named after what the tool was told', () => {
    expect(told(`tools: {own: {command: [own], resume: [own, "{conversation}"], record: {path: "/r/{conversation}", text: t}}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[unnamed-conversation]: The tool is to resume a conversation by a name that it was never given.
       --> team.yaml:1:39
        |
      1 | …ls: {own: {command: [own], resume: [own, "{conversation}"], record: {path: "/r/{conversation}"…
        |                                     ^^^^^^^^^^^^^^^^^^^^^^^
      help: Add {conversation} to \`command\`, where the tool takes a name for a new conversation.

      error[unnamed-conversation]: The record is named after a conversation whose name the tool is never given.
       --> team.yaml:1:79
        |
      1 | …ommand: [own], resume: [own, "{conversation}"], record: {path: "/r/{conversation}", text: t}}}
        |                                                                 ^^^^^^^^^^^^^^^^^^^
      help: Add {conversation} to \`command\`, where the tool takes a name for a new conversation."
    `);
  });

  it('is not shared, and has no other names', () => {
    expect(told(`tools: {a: {command: [a], record: {path: /r/x, text: t}}, b: {command: [b], record: {path: "/r/{model}", text: t}}, c: {command: [c], record: {path: "/r/{directory}", text: t}}}\n${shop('pm: {tool: a}')}`)).toMatchInlineSnapshot(`
      "error[shared-record]: All members with this tool would have one and the same record.
       --> team.yaml:1:42
        |
      1 | tools: {a: {command: [a], record: {path: /r/x, text: t}}, b: {command: [b], record: {path: "/r…
        |                                          ^^^^
      help: Write {conversation} or {directory} where the path has the name of the conversation or of the directory.

      error[bad-placeholder]: "{model}" is no placeholder of a record's path.
       --> team.yaml:1:92
        |
      1 | …t: t}}, b: {command: [b], record: {path: "/r/{model}", text: t}}, c: {command: [c], record: {p…
        |                                           ^^^^^^^^^^^^
      help: It is one of {conversation} or {directory}.

      error[bad-placeholder]: "{directory}" stands elsewhere than at the start of the path.
       --> team.yaml:1:150
        |
      1 | … {path: "/r/{model}", text: t}}, c: {command: [c], record: {path: "/r/{directory}", text: t}}}
        |                                                                    ^^^^^^^^^^^^^^^^
      help: For example: {directory}/.mytool/history.jsonl."
    `);
  });

  it('may be in the directory of the member', () => {
    expect(told(`tools: {own: {command: [own], resume: [own, --again], record: {path: "{directory}/.own/log", text: t}}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`""`);
  });
});
