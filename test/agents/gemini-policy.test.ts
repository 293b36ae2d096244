import { describe, expect, it } from 'vitest';
import { policyFile } from '../../src/agents/gemini/policy.ts';
import { permissionRule } from '../../src/manifest/permission.ts';
import type { WrittenPermission } from '../../src/manifest/written.ts';

interface Written {
  readonly toolName: readonly string[];
  readonly decision: string;
  readonly priority: number;
  readonly argsPattern?: string;
}

/** The rules of a policy file, read as far as they are written here. */
function rulesIn(file: string): Written[] {
  return file.split('[[rule]]').slice(1).map((text) => Object.fromEntries(text.trim().split('\n').map((line) => {
    const [name = '', value = ''] = line.split(/ = (.*)/);
    return [name, JSON.parse(value)] as const;
  })) as unknown as Written);
}

/** What the rules say of a tool call, as Gemini CLI's policy engine reads them; its own default where none fits. */
function said(rules: readonly WrittenPermission[], tool: string, args: Readonly<Record<string, unknown>>): string {
  const told = Object.keys(args).sort().map((key) => `\0${JSON.stringify(key)}:${JSON.stringify(args[key])}\0`);
  const inOrder = rulesIn(policyFile(rules.map(permissionRule)) ?? '').sort((a, b) => b.priority - a.priority);
  const fits = ({ toolName, argsPattern }: Written) => toolName.some((name) => name === '*' || name === tool) && (argsPattern === undefined || new RegExp(argsPattern).test(`{${told.join(',')}}`));
  return inOrder.find(fits)?.decision ?? 'default';
}

const bash = 'run_shell_command';
const tests = { tool: 'Bash', match: 'npm test*', answer: 'allow' } as const;
const removal = { match: 'rm -rf *', answer: 'deny' } as const;
const secrets = { match: '*.env', answer: 'deny' } as const;

describe('the team\'s rules as a policy of Gemini CLI', () => {
  it.each([
    ['allow', 'npm test'],
    ['allow', 'npm test -- "--only=x y" \\d 🍏'],
    ['default', 'npm test; touch x'],
    ['default', 'npm test\ntouch x'],
    ['default', 'npm test $(touch x)'],
    ['default', 'npm test `touch x`'],
    ['default', 'npm test > x'],
    ['default', 'cd x && npm test'],
    ['deny', 'rm -rf x'],
    ['deny', 'npm test && rm -rf x'],
    ['deny', 'npm test\nrm  -rf x'],
    ['deny', 'echo "rm -rf x"'],
    ['deny', 'cat .env'],
    ['deny', 'cat a.env | wc'],
    ['default', 'cat a.environment'],
    ['default', 'rm -r x'],
  ])('%s %j', (decision, command) => {
    expect(said([tests, removal, secrets], bash, { command, description: 'npm test' })).toBe(decision);
  });

  it.each([
    ['deny', 'write_file', { file_path: '/repo/.env', content: 'x' }],
    ['deny', 'read_file', { file_path: 'a.env' }],
    ['deny', 'read_many_files', { include: ['a.txt', 'b/a.env', 'c'] }],
    ['deny', 'replace', { file_path: '/repo/src/x.lock' }],
    ['default', 'write_file', { file_path: '/repo/src/x.lock', content: 'x' }],
    ['allow', 'write_file', { file_path: '/repo/docs/a.md', content: '.env' }],
    ['default', 'write_file', { file_path: '/repo/mydocs/a.md', content: 'docs/a.md' }],
    ['allow', 'glob', { pattern: '*' }],
    ['ask_user', 'web_fetch', { prompt: 'Sum up https://example.com' }],
    ['deny', 'web_fetch', { prompt: 'Sum up https://bad.example/x' }],
    ['deny', 'mine', {}],
  ])('%s %s %j', (decision, tool, args) => {
    const rules: WrittenPermission[] = [
      { tool: 'Write', match: 'docs/*', answer: 'allow' }, { tool: 'Edit', match: '*.lock', answer: 'deny' }, { tool: 'Glob', answer: 'allow' },
      { tool: 'WebFetch', answer: 'ask' }, { tool: 'WebFetch', match: '*bad.example*', answer: 'deny' }, { tool: 'mine', answer: 'deny' }, secrets,
    ];
    expect(said(rules, tool, args)).toBe(decision);
  });

  it('takes nothing in a rule for a pattern, and makes none that Gemini CLI drops', () => {
    const match = 'a+(b|c)*{2}[d]$ .^\\ "q" \'s\' /x* ünï🍏';
    expect(said([{ tool: 'Bash', match, answer: 'deny' }], bash, { command: match })).toBe('deny');
    expect(said([{ tool: 'Bash', match, answer: 'deny' }], bash, { command: 'aab2' })).toBe('default');
    for (const answer of ['allow', 'deny', 'ask'] as const) {
      for (const { argsPattern = '' } of rulesIn(policyFile([{ match, answer }])!)) expect(argsPattern).not.toMatch(/\([^)]*[*+?{].*\)[*+?{]/);
    }
  });

  it('says nothing where no rule is about anything', () => {
    expect(policyFile([])).toBeUndefined();
    expect(policyFile([permissionRule({ default: 'deny' })])).toBeUndefined();
  });
});
