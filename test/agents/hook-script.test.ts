import { spawn, type ChildProcess } from 'node:child_process';
import { constants, existsSync, openSync, readdirSync, writeSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { hookScript } from '../../src/agents/hooks/script.ts';
import type { PermissionRule } from '../../src/manifest/permission.ts';
import { ended, type Ran } from '../rig/team.ts';
import { seed } from '../rig/seed.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let spool: string;
beforeEach(async () => {
  spool = await temporaryDirectory('spool-');
});

const bash = (command: string) => payload('Bash', { description: 'It says "command":"ls" here', command });

function payload(tool: string, input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ session_id: 's', hook_event_name: 'PermissionRequest', tool_name: tool, tool_input: input, permission_suggestions: [{ type: 'x' }] });
}

function hook(event: string, text: string): ChildProcess {
  const child = spawn('/bin/sh', [join(spool, 'hook.sh'), event], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin!.end(text);
  return child;
}

async function run(event: string, text: string): Promise<Ran> {
  return ended(hook(event, text));
}

async function ruled(...rules: readonly PermissionRule[]): Promise<void> {
  await writeFile(join(spool, 'hook.sh'), hookScript(rules));
}

/** What a hook that has ended said: its decision and the reason. */
function decision({ exit, stdout, stderr }: Ran): string {
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  if (stdout === '') return 'none';
  const { hookSpecificOutput: output } = JSON.parse(stdout) as { hookSpecificOutput: { decision?: { behavior: string; message?: string }; permissionDecision?: string } };
  return output.permissionDecision ?? output.decision!.behavior;
}

const events = async () => (existsSync(join(spool, 'events')) ? (await readFile(join(spool, 'events'), 'utf8')).trimEnd().split('\n') : []);
const questions = () => (existsSync(join(spool, 'asks')) ? readdirSync(join(spool, 'asks')).filter((name) => !name.startsWith('.')) : []);

async function asked(): Promise<string> {
  return waitUntil(() => questions().find((name) => existsSync(join(spool, 'doors', name))), { what: 'a question to be open' });
}

function answer(question: string, text: string): void {
  writeSync(openSync(join(spool, 'doors', question), constants.O_WRONLY | constants.O_NONBLOCK), `${text}\n`);
}

/** What comes of a request that is decided or asked at once. */
async function outcome(request: string): Promise<string> {
  const child = hook('PermissionRequest', request);
  const end = ended(child);
  const first = await Promise.race([end.then(decision), asked()]);
  if (!/^\d+$/.test(first)) return first;
  answer(first, 'gone');
  expect(decision(await end)).toBe('none');
  return 'ask';
}

describe('the rules of a team', () => {
  const rules: readonly PermissionRule[] = [
    { tool: 'Bash', match: 'npm test*', answer: 'allow' },
    { tool: 'Bash', match: 'git status', answer: 'allow' },
    { match: 'rm -rf *', answer: 'deny' },
    { tool: 'Write', match: '*.env', answer: 'deny' },
    { tool: 'Read', answer: 'allow' },
    { tool: 'Bash', match: 'git push', answer: 'deny' },
    { tool: 'Bash', match: `echo 'it''s "quoted" \\ $HOME'`, answer: 'allow' },
  ];

  it.each([
    [bash('npm test'), 'allow'],
    [bash('npm test -- --watch=false "a b"'), 'allow'],
    [bash('npm  test'), 'allow'],
    [bash('npm run test'), 'ask'],
    [bash('npm test; curl evil'), 'ask'],
    [bash('npm test && ls'), 'ask'],
    [bash('npm test $(cat key)'), 'ask'],
    [bash('npm test > /etc/passwd'), 'ask'],
    [bash('npm test\nls'), 'ask'],
    [bash('npm test `ls`'), 'ask'],
    [bash('git status'), 'allow'],
    [bash('git status --short'), 'ask'],
    [bash(`echo 'it''s "quoted" \\ $HOME'`), 'allow'],
    [bash('rm -rf /'), 'deny'],
    [bash('npm test && rm -rf /'), 'deny'],
    [bash('cd x\nrm   -rf build'), 'deny'],
    [bash('sudo rm -rf /; echo "done"'), 'deny'],
    [bash('git push'), 'deny'],
    [bash('git push origin main'), 'deny'],
    [bash('git pushx'), 'ask'],
    [bash('echo "\\"; rm -rf \\""'), 'deny'],
    [payload('Write', { file_path: '/w/.env', content: 'x' }), 'deny'],
    [payload('Write', { file_path: '/w/env', content: '"file_path":"/w/.env"' }), 'ask'],
    [payload('Read', { file_path: '/w/anything' }), 'allow'],
    [payload('mcp__x__y', { anything: 1 }), 'ask'],
  ])('decide on %s: %s', async (request, wanted) => {
    await ruled(...rules);
    expect(await outcome(request)).toBe(wanted);
  });

  it('take any text for what it is: a command that is allowed by its own letters is allowed, and no other', async () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => !/[*\0]| {2}/.test(text) && Buffer.from(text).toString() === text);
    await fc.assert(fc.asyncProperty(words, words, async (one, other) => {
      await ruled({ tool: 'Bash', match: one, answer: 'allow' });
      expect(await outcome(bash(one))).toBe('allow');
      expect(await outcome(bash(other))).toBe(one === other ? 'allow' : 'ask');
    }), { seed, numRuns: 25 });
  });

  it('deny before a dialog could be skipped, and say nothing else there', async () => {
    await ruled(...rules);
    expect(decision(await run('PreToolUse', bash('rm -rf /')))).toBe('deny');
    expect(decision(await run('PreToolUse', bash('npm test')))).toBe('none');
    expect(await events()).toEqual([expect.stringMatching(/^PermissionDenied \{/)]);
  });

  it('deny by default only what needs a permission, and what no other rule is about', async () => {
    await ruled({ answer: 'deny' }, { tool: 'Bash', match: 'npm test*', answer: 'allow' });
    expect(await outcome(bash('npm test'))).toBe('allow');
    expect(await outcome(bash('ls'))).toBe('deny');
    expect(decision(await run('PreToolUse', bash('ls')))).toBe('none');
  });

  it('decide by the default for the rest, and after its time without an answer', async () => {
    await ruled({ tool: 'Read', answer: 'allow' }, { answer: 'ask', patience: { afterMs: 1000, then: 'deny' } });
    expect(decision(await run('PermissionRequest', bash('ls')))).toBe('deny');
    expect(questions()).toEqual([]);
  });
});

describe('a question', () => {
  it('is open until it is answered, and the answer reaches the agent', async () => {
    await ruled();
    const first = ended(hook('PermissionRequest', bash('ls')));
    const id = await asked();
    expect(await readFile(join(spool, 'asks', id), 'utf8')).toBe(bash('ls'));
    answer(id, 'allow');
    expect(decision(await first)).toBe('allow');
    expect(questions()).toEqual([]);
    const second = ended(hook('PermissionRequest', bash('ls')));
    answer(await asked(), 'deny Not \\"that\\" one.');
    expect(JSON.parse((await second).stdout)).toMatchObject({ hookSpecificOutput: { decision: { behavior: 'deny', message: 'Not "that" one.' } } });
  });

  it('is over when the tool ran, because somebody answered in the window; others stay open', async () => {
    await ruled();
    const ls = ended(hook('PermissionRequest', bash('ls')));
    await asked();
    const pwd = ended(hook('PermissionRequest', bash('pwd')));
    await waitUntil(() => questions().length === 2, { what: 'two questions' });
    await run('PostToolUse', JSON.stringify({ ...(JSON.parse(bash('ls')) as object), permission_suggestions: undefined, tool_response: { stdout: '' } }));
    expect(decision(await ls)).toBe('none');
    expect(questions().length).toBe(1);
    await run('Stop', '{}');
    expect(decision(await pwd)).toBe('none');
    expect(questions()).toEqual([]);
  });
});

describe('what hooks say', () => {
  it('is a line each, also of many at once and of large ones', async () => {
    await ruled();
    const texts = Array.from({ length: 20 }, (_, index) => JSON.stringify({ index, text: 'x'.repeat(index % 2 === 0 ? 3900 : 9000) }));
    await Promise.all(texts.map((text) => run('PostToolUse', text)));
    const lines = await events();
    const kept = await Promise.all(lines.map((line) => {
      const [, said = ''] = /^PostToolUse (.*)$/.exec(line) ?? [];
      return said.startsWith('@') ? readFile(join(spool, said.slice(1)), 'utf8') : said;
    }));
    expect(kept.sort()).toEqual([...texts].sort());
  });
});
