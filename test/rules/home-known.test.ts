import { describe, expect, it } from 'vitest';
import { homeKnown } from '../../src/manifest/rules/home-known.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(homeKnown.sentence, () => {
  it('names each path that needs a home', () => {
    expect(told(shop('pm: {brief_file: ~/brief.md}\nengineers:\n  cart: {worktree: false, directory: "~"}'), { env: {} })).toMatchInlineSnapshot(`
      "error[no-home]: The path "~/brief.md" starts with ~, and HOME is not set.
       --> team.yaml:6:22
        |
      6 |     pm: {brief_file: ~/brief.md}
        |                      ^^^^^^^^^^
      help: Set HOME, or write the whole path.

      error[no-home]: The path "~" starts with ~, and HOME is not set.
       --> team.yaml:8:42
        |
      8 |       cart: {worktree: false, directory: "~"}
        |                                          ^^^
      help: Set HOME, or write the whole path."
    `);
  });
});
