import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooksFor, waitingInHook } from '../../src/agents/codex/hooks.ts';
import type { PermissionRule } from '../../src/manifest/permission.ts';
import { ended } from '../rig/team.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const rules: readonly PermissionRule[] = [
  { tool: 'Edit', match: '*.env', answer: 'deny' },
  { tool: 'Write', match: 'docs/*', answer: 'allow' },
  { tool: 'Bash', match: 'npm test', answer: 'allow' },
];

/** What the hook says of a tool call, in Codex's own words for it: its decision, or that it waits for a person. */
async function decided(event: string, tool: string, command: string): Promise<string> {
  const spool = await temporaryDirectory('spool-');
  const waits: PermissionRule = { answer: 'ask', patience: { afterMs: 1, then: 'deny' } };
  const script = hooksFor([...rules, waits], spool).files[join(spool, 'hook.sh')]!;
  await writeFile(join(spool, 'hook.sh'), script);
  const hook = spawn('/bin/sh', [join(spool, 'hook.sh'), event], { stdio: ['pipe', 'pipe', 'pipe'] });
  hook.stdin.end(JSON.stringify({ session_id: 's', cwd: '/w', hook_event_name: event, tool_name: tool, tool_input: { command, description: 'May I?' }, tool_use_id: 'call_1' }));
  const { stdout, stderr } = await ended(hook);
  expect(stderr).toBe('');
  if (stdout === '') return 'nothing';
  const { hookSpecificOutput: said } = JSON.parse(stdout) as { hookSpecificOutput: { permissionDecision?: string; decision?: { behavior: string; message?: string } } };
  return said.decision?.message?.startsWith('Nobody answered') ? 'asked' : (said.permissionDecision ?? said.decision!.behavior);
}

const patch = (...lines: readonly string[]) => ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');

describe('a patch is judged by each file that it is about', () => {
  it.each([
    ['PreToolUse', 'apply_patch', patch('*** Add File: a.txt', '+x', '*** Update File: deep/b.env', '+y'), 'deny'],
    ['PreToolUse', 'apply_patch', patch('*** Update File: a.txt', '*** Move to: "a".env', '+x'), 'deny'],
    ['PreToolUse', 'apply_patch', patch('*** Add File: a.txt', '+*** Add File: b.env'), 'nothing'],
    ['PreToolUse', 'Bash', `apply_patch <<'EOF'\n${patch('*** Delete File: b.env')}EOF`, 'deny'],
    ['PreToolUse', 'Bash', 'cat b.env', 'nothing'],
    ['PermissionRequest', 'apply_patch', patch('*** Add File: docs/a.md', '+x', '*** Add File: docs/b.md', '+x'), 'allow'],
    ['PermissionRequest', 'apply_patch', patch('*** Add File: c.md', '+x', '*** Add File: docs/a.md', '+x'), 'asked'],
    ['PermissionRequest', 'apply_patch', patch('*** Add File: docs/a.md', '+x', '*** Delete File: docs/a.env'), 'deny'],
    ['PermissionRequest', 'apply_patch', 'no patch at all', 'asked'],
    ['PermissionRequest', 'Bash', `apply_patch <<'EOF'\n${patch('*** Add File: docs/a.md', '+x')}EOF`, 'asked'],
    ['PermissionRequest', 'Bash', 'npm test', 'allow'],
    ['PermissionRequest', 'Bash', 'npm test; ls', 'asked'],
  ])('%s of %s %j: %s', async (event, tool, command, decision) => {
    expect(await decided(event, tool, command)).toBe(decision);
  });
});

describe('the hooks of a launch', () => {
  const words = (some: readonly PermissionRule[], spool = '/s/o\'ne') => hooksFor(some, spool).args.join('\n');

  it('are none without rules, and without a folder for them', () => {
    expect(hooksFor([], '/s')).toEqual({ args: [], files: {} });
    expect(hooksFor(rules, undefined)).toEqual({ args: [], files: {} });
  });

  it('run before each tool only where something is denied, and are trusted one by one', () => {
    expect(words(rules)).toContain('hooks.PreToolUse=');
    expect(words([{ answer: 'deny' }])).not.toContain('PreToolUse');
    expect(words(rules).match(/"\/<session-flags>\/config\.toml:\w+:0:0"=\{trusted_hash="sha256:[0-9a-f]{64}"\}/g)).toHaveLength(3);
    expect(words(rules)).not.toContain('bypass');
    expect(words(rules)).toContain(`/bin/sh '/s/o'\\\\''ne/hook.sh' Stop`);
  });

  it('let it wait only where the hook and the screen say so', () => {
    const hooks = (line: string) => ({ text: `${line}\n`, writtenAt: 1, end: { path: 'x', bytes: 0 } });
    const asking = hooks('PermissionRequest {"tool_name":"Bash","tool_input":{"command":"touch x"}}');
    const screen = ['◦ Working (1m 04s • esc to interrupt) · This waits for an answer: coders ask', ''];
    expect(waitingInHook(screen, asking)).toMatchObject([{ reading: { status: 'waiting', for: { kind: 'permission', text: 'touch x' } } }]);
    expect(waitingInHook(screen, hooks('PermissionAllowed {}'))).toEqual([]);
    expect(waitingInHook(['› This waits for an answer: coders ask'], asking)).toEqual([]);
    expect(waitingInHook(screen, undefined)).toEqual([]);
  });
});
