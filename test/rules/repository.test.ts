import { describe, expect, it } from 'vitest';
import { repository } from '../../src/manifest/rules/repository.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(repository.sentence, () => {
  it('exists', () => {
    expect(told(shop('pm:').replace('../shop', '../shpo'))).toMatchInlineSnapshot(`
      "error[no-repository]: The repository "../shpo" does not exist.
       --> team.yaml:5:11
        |
      5 |     repo: ../shpo
        |           ^^^^^^^
      help: It is looked for at /work/shpo."
    `);
  });

  it('is a folder', () => {
    expect(told(shop('pm:').replace('../shop', 'specs/shop.md'))).toMatchInlineSnapshot(`
      "error[not-a-repository]: The repository "specs/shop.md" is a file, not a folder.
       --> team.yaml:5:11
        |
      5 |     repo: specs/shop.md
        |           ^^^^^^^^^^^^^"
    `);
  });

  it('is the top of one', () => {
    expect(told(shop('pm:').replace('../shop', '../shop/packages/api'), { files: { '/work/shop/packages/api/index.js': '' } })).toMatchInlineSnapshot(`
      "error[not-a-repository]: "../shop/packages/api" is not the top of a git repository.
       --> team.yaml:5:11
        |
      5 |     repo: ../shop/packages/api
        |           ^^^^^^^^^^^^^^^^^^^^
      help: The repository that holds it is "../shop"."
    `);
  });

  it('is made by git', () => {
    expect(told(shop('pm:').replace('../shop', 'specs'))).toMatchInlineSnapshot(`
      "error[not-a-repository]: "specs" is not the top of a git repository.
       --> team.yaml:5:11
        |
      5 |     repo: specs
        |           ^^^^^
      help: Run \`git init\` there, or name another folder."
    `);
  });

  it('may be bare', () => {
    expect(told(shop('pm:').replace('../shop', '../bare.git'), { files: { '/work/bare.git/HEAD': '', '/work/bare.git/objects/x': '', '/work/bare.git/refs/x': '' } })).toMatchInlineSnapshot(`""`);
  });

  it('may be a linked work tree', () => {
    expect(told(shop('pm:').replace('../shop', '../linked'), { files: { '/work/linked/.git': 'gitdir: ../shop' } })).toMatchInlineSnapshot(`""`);
  });
});
