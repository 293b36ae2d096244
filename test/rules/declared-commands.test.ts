import { describe, expect, it } from 'vitest';
import { declaredCommands } from '../../src/manifest/rules/declared-commands.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(declaredCommands.sentence, () => {
  it('finds placeholders that mean nothing, and double braces that mean themselves', () => {
    expect(told(`tools: {own: {command: [own, "--say={breif}", ["{foo}", "{{foo}}"], "x{args}"]}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[bad-placeholder]: "{breif}" is no placeholder.
       --> team.yaml:1:30
        |
      1 | tools: {own: {command: [own, "--say={breif}", ["{foo}", "{{foo}}"], "x{args}"]}}
        |                              ^^^^^^^^^^^^^^^
      help: Did you mean {brief}?

      error[bad-placeholder]: "{foo}" is no placeholder.
       --> team.yaml:1:48
        |
      1 | tools: {own: {command: [own, "--say={breif}", ["{foo}", "{{foo}}"], "x{args}"]}}
        |                                                ^^^^^^^
      help: It is one of {conversation}, {model}, {brief}, {directory}, {base_url}, {permission_mode} or {args}; {{foo}} is the text {foo} itself.

      error[bad-placeholder]: "{args}" stands for several words, and is part of one here.
       --> team.yaml:1:69
        |
      1 | tools: {own: {command: [own, "--say={breif}", ["{foo}", "{{foo}}"], "x{args}"]}}
        |                                                                     ^^^^^^^^^
      help: Make it a word of its own."
    `);
  });

  it('needs a program first', () => {
    expect(told(`tools: {own: {command: ["{model}", x]}, other: {command: [[a, b]]}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[no-program]: The command line does not begin with a program.
       --> team.yaml:1:25
        |
      1 | tools: {own: {command: ["{model}", x]}, other: {command: [[a, b]]}}
        |                         ^^^^^^^^^
      help: Its first word is a name on PATH or a path, without placeholders.

      error[no-program]: The command line does not begin with a program.
       --> team.yaml:1:59
        |
      1 | tools: {own: {command: ["{model}", x]}, other: {command: [[a, b]]}}
        |                                                           ^^^^^^
      help: Its first word is a name on PATH or a path, without placeholders."
    `);
  });

  it('takes all that mean something', () => {
    expect(told(`tools: {own: {command: [own, "{args}", "{conversation}", "{model}{directory}", [--mode, "{permission_mode}"], ["{base_url}", "{brief}"]]}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`""`);
  });
});
