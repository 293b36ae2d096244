import { describe, expect, it } from 'vitest';
import { filesExist } from '../../src/manifest/rules/files-exist.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(filesExist.sentence, () => {
  it('says where it looked', () => {
    expect(told(shop('spec: specs/missing.md\nprd: specs\npm: {brief_file: ../shop/notes.md}'))).toMatchInlineSnapshot(`
      "error[missing-file]: The spec "specs/missing.md" does not exist.
       --> team.yaml:6:11
        |
      6 |     spec: specs/missing.md
        |           ^^^^^^^^^^^^^^^^
      help: It is looked for at /work/teams/specs/missing.md.

      error[not-a-file]: The PRD "specs" is a folder, not a file.
       --> team.yaml:7:10
        |
      7 |     prd: specs
        |          ^^^^^
      help: Name a file in it.

      error[missing-file]: The brief file "../shop/notes.md" does not exist.
       --> team.yaml:8:22
        |
      8 |     pm: {brief_file: ../shop/notes.md}
        |                      ^^^^^^^^^^^^^^^^
      help: It is looked for at /work/shop/notes.md."
    `);
  });

  it('knows a path that was meant from the repository', () => {
    expect(told(shop('spec: docs/spec.md\npm:'), { files: { '/work/shop/docs/spec.md': 'Sell.' } })).toMatchInlineSnapshot(`
      "error[missing-file]: The spec "docs/spec.md" does not exist.
       --> team.yaml:6:11
        |
      6 |     spec: docs/spec.md
        |           ^^^^^^^^^^^^
      help: Paths start from the folder of the file they are written in. Did you mean "../shop/docs/spec.md"?"
    `);
  });

  it('looks at all the files of a mission, and what is only to be read may be no text', () => {
    const files = { '/work/teams/logo.png': 'PNG\0', '/work/shop/api.md': 'Calls.\n' };
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {prd: why.md, context: [logo.png, api.md, specs]}'), { files })).toMatchInlineSnapshot(`
      "error[missing-file]: The PRD "why.md" does not exist.
       --> team.yaml:8:16
        |
      8 |       a: {prd: why.md, context: [logo.png, api.md, specs]}
        |                ^^^^^^
      help: It is looked for at /work/teams/why.md.

      error[missing-file]: The context file "api.md" does not exist.
       --> team.yaml:8:44
        |
      8 |       a: {prd: why.md, context: [logo.png, api.md, specs]}
        |                                            ^^^^^^
      help: Paths start from the folder of the file they are written in. Did you mean "../shop/api.md"?

      error[not-a-file]: The context file "specs" is a folder, not a file.
       --> team.yaml:8:52
        |
      8 |       a: {prd: why.md, context: [logo.png, api.md, specs]}
        |                                                    ^^^^^
      help: Name a file in it."
    `);
  });

  it('takes texts only', () => {
    expect(told(shop('spec: logo.png\npm:'), { files: { '/work/teams/logo.png': 'PNG\0' } })).toMatchInlineSnapshot(`
      "error[not-a-text]: The spec "logo.png" is not a text: it holds a NUL character.
       --> team.yaml:6:11
        |
      6 |     spec: logo.png
        |           ^^^^^^^^"
    `);
  });

  it('looks at the specs of missions, the roles\' briefs and the tmux configuration', () => {
    expect(told(`tmux: {config: tmux.conf}\nroles: {coder: {brief_file: coder.md}}\n${shop('engineers: {cart: }\nmissions:\n  a: {spec: a.md}')}`)).toMatchInlineSnapshot(`
      "error[missing-file]: The tmux configuration "tmux.conf" does not exist.
       --> team.yaml:1:16
        |
      1 | tmux: {config: tmux.conf}
        |                ^^^^^^^^^
      help: It is looked for at /work/teams/tmux.conf.

      error[missing-file]: The brief file "coder.md" does not exist.
       --> team.yaml:2:29
        |
      2 | roles: {coder: {brief_file: coder.md}}
        |                             ^^^^^^^^
      help: It is looked for at /work/teams/coder.md.

      error[missing-file]: The spec "a.md" does not exist.
        --> team.yaml:10:17
         |
      10 |       a: {spec: a.md}
         |                 ^^^^
      help: It is looked for at /work/teams/a.md."
    `);
  });
});
