import { describe, expect, it } from 'vitest';
import { directoryExists } from '../../src/manifest/rules/directory-exists.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(directoryExists.sentence, () => {
  it('is a folder that exists', () => {
    expect(told(shop('pm: {directory: ../nowhere}\nengineers:\n  cart: {directory: specs/shop.md}\n  pay: {directory: specs}'))).toMatchInlineSnapshot(`
      "error[no-directory]: The directory "../nowhere" does not exist.
       --> team.yaml:6:21
        |
      6 |     pm: {directory: ../nowhere}
        |                     ^^^^^^^^^^
      help: It is looked for at /work/nowhere.

      error[no-directory]: The directory "specs/shop.md" is a file, not a folder.
       --> team.yaml:8:25
        |
      8 |       cart: {directory: specs/shop.md}
        |                         ^^^^^^^^^^^^^
      help: It is looked for at /work/teams/specs/shop.md."
    `);
  });
});
