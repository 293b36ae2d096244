import { expect, test } from 'vitest';
import { valuesAt, withholdValues, withValues } from '../../src/snapshot/withhold.ts';

const file = '/team.yaml';

const text = `# ann's team
version: 1
team: shop   # keeps its comments
env:
  PLAIN: one # a comment
  'QUOTED': 'two'
  NUMBER: 3.10
  BLOCK: |
    four
    and a half
  FOLDED: >-
    five
    too
  NOTHING:
  REFERENCE: \${HOME_TOKEN}
  FALLBACK: "\${TOKEN:-six}"
defaults: {env: {FLOW: seven, AGAIN: &shared "eight"}}
projects:
  store: {repo: ., engineers: {cart: {env: {ALIAS: *shared, MIXED: "nine\${X}", DOLLARS: "te$$n"}, brief: "env: TOKEN"}}}
`;

test('each value of an env becomes a reference; comments, keys and all else stay byte for byte', async () => {
  const { text: kept, withheld } = await withholdValues(file, text);
  expect(kept).toMatchInlineSnapshot(`
    "# ann's team
    version: 1
    team: shop   # keeps its comments
    env:
      PLAIN: "\${CODERS_WITHHELD_1}" # a comment
      'QUOTED': "\${CODERS_WITHHELD_2}"
      NUMBER: "\${CODERS_WITHHELD_3}"
      BLOCK: "\${CODERS_WITHHELD_4}"
      FOLDED: "\${CODERS_WITHHELD_5}"
      NOTHING:
      REFERENCE: \${HOME_TOKEN}
      FALLBACK: "\${CODERS_WITHHELD_6}"
    defaults: {env: {FLOW: "\${CODERS_WITHHELD_7}", AGAIN: &shared "\${CODERS_WITHHELD_8}"}}
    projects:
      store: {repo: ., engineers: {cart: {env: {ALIAS: *shared, MIXED: "\${CODERS_WITHHELD_9}", DOLLARS: "\${CODERS_WITHHELD_10}"}, brief: "env: TOKEN"}}}
    "
  `);
  for (const secret of ['one', 'two', '3.10', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'te$$n']) expect(kept).not.toContain(secret);
  expect(withheld[3]).toEqual({ variable: 'CODERS_WITHHELD_4', path: ['env', 'BLOCK'] });
});

test('with the values from where they stand it means the same again', async () => {
  const { text: kept, withheld } = await withholdValues(file, text);
  const values = await valuesAt(withheld, file, text);
  expect(values.size).toBe(withheld.length);
  const again = withValues(kept, values);
  expect(await valuesAt(withheld, file, again)).toEqual(values);
  expect(values.get('CODERS_WITHHELD_3')).toBe('3.10');
  expect(values.get('CODERS_WITHHELD_4')).toBe('four\nand a half\n');
});

test('a text without any stays as it is, and one that is no YAML tells nothing', async () => {
  expect(await withholdValues(file, 'version: 1\nteam: shop\n')).toEqual({ text: 'version: 1\nteam: shop\n', withheld: [] });
  expect(await valuesAt([{ variable: 'CODERS_WITHHELD_1', path: ['env', 'A'] }], file, '{')).toEqual(new Map());
  expect(withValues('a: "${CODERS_WITHHELD_1}"', new Map())).toBe('a: "${CODERS_WITHHELD_1}"');
});

test.each(['redis://:hunter2@h:1/0', '{url: redis://h, password: hunter2}', '{url: "rediss://ann:hunter2@h"}'])('what opens a Redis is withheld: %s', async (redis) => {
  const { text: kept, withheld } = await withholdValues(file, `redis: ${redis}\norchestrator: {brief: "redis://h"}\n`);
  expect(kept).not.toContain('hunter2');
  expect(kept).toContain('"redis://h"');
  expect(withheld).toHaveLength(1);
  const known = await valuesAt(withheld, file, `redis: ${redis}\n`);
  expect(withValues(kept, known)).toContain('hunter2');
});

test.each(['"https://hooks.example/hunter2"', '{url: "https://hooks.example/hunter2"}', '{url: "${HOOK}", headers: {Authorization: Bearer hunter2}}', '{url: "${HOOK}", json: {token: hunter2, text: "{text}"}}'])('what lets one write to a webhook is withheld: %s', async (webhook) => {
  const { text: kept, withheld } = await withholdValues(file, `notify: {phone: {webhook: ${webhook}}}\norchestrator: {brief: "https://h/x"}\n`);
  expect(kept).not.toContain('hunter2');
  expect(kept).toContain('brief: "https://h/x"');
  expect(withheld).toHaveLength(1);
});
