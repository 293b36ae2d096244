import { describe, expect, it } from 'vitest';
import { load, shop, told } from './memory-world.ts';

const env = { HOME: '/home/ann', NAME: 'cart', EMPTY: '', PORT: '80' };

function brief(text: string): string | undefined {
  const { manifest, diagnostics } = load(`version: 1\nteam: night\norchestrator:\n  brief: ${text}\n`, { env });
  expect(diagnostics).toEqual([]);
  return manifest?.orchestrator?.brief;
}

describe('variables in texts', () => {
  it.each([
    ['Build ${NAME}.', 'Build cart.'],
    ['${NAME}${NAME}', 'cartcart'],
    ['${NONE:-nothing}', 'nothing'],
    ['${EMPTY:-nothing}', 'nothing'],
    ['a${EMPTY}b', 'ab'],
    ['${NAME:-nothing}', 'cart'],
    ['"${NONE:-}"', ''],
    ['costs $$5', 'costs $5'],
    ['costs $5 and $NAME', 'costs $5 and $NAME'],
    ['$${NAME}', '${NAME}'],
    ['$$${NAME}', '$cart'],
    ["'${NAME}'", 'cart'],
    ['"\\x24{NAME}"', 'cart'],
    ['|\n    Build\n    ${NAME}.\n', 'Build\ncart.\n'],
  ])('%s', (written, meant) => {
    expect(brief(written)).toBe(meant);
  });

  it('a value is never read as YAML', () => {
    expect(told(shop('engineers:\n  cart: {count: "${PORT}"}'), { env })).toMatchInlineSnapshot(`
      "error[wrong-type]: "count" takes a whole number, not the text "80".
       --> team.yaml:7:21
        |
      7 |       cart: {count: "\${PORT}"}
        |                     ^^^^^^^^^
      help: How many engineers of this kind there are, from 1 to 200. With a count they are called <name>-1, <name>-2 and so on."
    `);
    expect(brief('"${YAML:-[a, b]}"')).toBe('[a, b]');
  });

  it('are all told of, at their own places', () => {
    expect(told('version: 1\nteam: night\norchestrator:\n  brief: "${NMAE} and ${constructor} and ${NONE}"\n  args: ["${}", "${a b}", "${NAME:=x}", "${NAME:-${PORT}}", "\\x24{NONE}"]\n', { env })).toMatchInlineSnapshot(`
      "error[unset-variable]: The variable "NMAE" has no value.
       --> team.yaml:4:11
        |
      4 |   brief: "\${NMAE} and \${constructor} and \${NONE}"
        |           ^^^^^^^
      help: Did you mean \${NAME}?

      error[unset-variable]: The variable "constructor" has no value.
       --> team.yaml:4:23
        |
      4 |   brief: "\${NMAE} and \${constructor} and \${NONE}"
        |                       ^^^^^^^^^^^^^^
      help: Set constructor, or write a default: \${constructor:-…}.

      error[unset-variable]: The variable "NONE" has no value.
       --> team.yaml:4:42
        |
      4 |   brief: "\${NMAE} and \${constructor} and \${NONE}"
        |                                          ^^^^^^^
      help: Set NONE, or write a default: \${NONE:-…}.

      error[bad-variable]: This \`\${\` starts no variable.
       --> team.yaml:5:11
        |
      5 |   args: ["\${}", "\${a b}", "\${NAME:=x}", "\${NAME:-\${PORT}}", "\\x24{NONE}"]
        |           ^^
      help: Write \${NAME} or \${NAME:-default}; write $\${ for a literal \${.

      error[bad-variable]: This \`\${\` starts no variable.
       --> team.yaml:5:18
        |
      5 |   args: ["\${}", "\${a b}", "\${NAME:=x}", "\${NAME:-\${PORT}}", "\\x24{NONE}"]
        |                  ^^
      help: Write \${NAME} or \${NAME:-default}; write $\${ for a literal \${.

      error[bad-variable]: This \`\${\` starts no variable.
       --> team.yaml:5:28
        |
      5 |   args: ["\${}", "\${a b}", "\${NAME:=x}", "\${NAME:-\${PORT}}", "\\x24{NONE}"]
        |                            ^^
      help: Write \${NAME} or \${NAME:-default}; write $\${ for a literal \${.

      error[bad-variable]: This \`\${\` starts no variable.
       --> team.yaml:5:42
        |
      5 |   args: ["\${}", "\${a b}", "\${NAME:=x}", "\${NAME:-\${PORT}}", "\\x24{NONE}"]
        |                                          ^^
      help: Write \${NAME} or \${NAME:-default}; write $\${ for a literal \${.

      error[unset-variable]: The variable "NONE" has no value.
       --> team.yaml:5:61
        |
      5 |   args: ["\${}", "\${a b}", "\${NAME:=x}", "\${NAME:-\${PORT}}", "\\x24{NONE}"]
        |                                                             ^^^^^^^^^^^^
      help: Set NONE, or write a default: \${NONE:-…}."
    `);
  });

  it('leave keys alone', () => {
    expect(load('version: 1\nteam: night\nenv: {"${NAME}": x}\norchestrator:\n', { env }).diagnostics.map(({ code }) => code)).toEqual(['bad-variable-name']);
  });

  it('a path without its variable is not missed, too', () => {
    expect(load(shop('spec: ${NONE}/spec.md\npm:'), { env }).diagnostics.map(({ code }) => code)).toEqual(['unset-variable']);
  });
});
