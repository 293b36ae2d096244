import { describe, expect, it } from 'vitest';
import { testsToRequire } from '../../src/manifest/rules/tests-to-require.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(testsToRequire.sentence, () => {
  it('says nothing of how to run them', () => {
    expect(told(shop('commits: {require_tests: true}\nengineers:\n  cart:'))).toMatchInlineSnapshot(`
      "error[no-tests]: The project "shop" requires tests, and has no \`test\` that runs them.
       --> team.yaml:6:30
        |
      6 |     commits: {require_tests: true}
        |                              ^^^^
      help: Give the project a \`test\`, such as \`test: npm test\`."
    `);
  });

  it('says it, or requires none', () => {
    expect(told(shop('test: npm test\ncommits: {require_tests: true}\nengineers:\n  cart:'))).toBe('');
    expect(told(shop('commits: {require_tests: false}\nengineers:\n  cart:'))).toBe('');
  });
});
