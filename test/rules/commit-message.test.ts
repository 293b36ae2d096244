import { describe, expect, it } from 'vitest';
import { commitMessage } from '../../src/manifest/rules/commit-message.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(commitMessage.sentence, () => {
  it('opens what it does not close', () => {
    expect(told(shop('commits: {message: "^(feat|fix: "}\nengineers:\n  cart:'))).toMatchInlineSnapshot(`
      "error[bad-pattern]: "^(feat|fix: " is no regular expression: unterminated group.
       --> team.yaml:6:24
        |
      6 |     commits: {message: "^(feat|fix: "}
        |                        ^^^^^^^^^^^^^^
      help: One is written like "^(feat|fix): "."
    `);
  });

  it('is one', () => {
    expect(told(shop('commits: {message: "^(feat|fix): "}\nengineers:\n  cart:'))).toBe('');
  });
});
