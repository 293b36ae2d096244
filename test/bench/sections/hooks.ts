import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hookScript } from '../../../src/agents/hooks/script.ts';
import type { PermissionRule } from '../../../src/manifest/permission.ts';
import { medianOf, race } from '../race.ts';
import { atMost, nodeStart, type BenchContext, type Finding, type Section } from '../section.ts';
import { remove } from '../surroundings.ts';

const rules: readonly PermissionRule[] = [
  { tool: 'Bash', match: 'npm test*', answer: 'allow' },
  { match: 'rm -rf *', answer: 'deny' },
  { answer: 'ask', patience: { afterMs: 600_000, then: 'deny' } },
];
const payload = JSON.stringify({ session_id: 's', tool_name: 'Bash', tool_input: { command: 'npm test', description: 'Run the tests' }, tool_response: { stdout: 'x'.repeat(1500) } });
const kept = 'a hook that is kept';

/** What hooks cost, which run at every tool call of an agent. */
export const hooksSection: Section = { name: 'hooks', measure: (context) => [measure(context)] };

function measure({ runs, place }: BenchContext): Finding {
  const surroundings = place();
  const { directory: spool, env } = surroundings;
  writeFileSync(join(spool, 'hook.sh'), hookScript(rules));
  const program = (name: string, [file = '', ...argv]: readonly string[]) => ({ name, prepare: () => ({ run: () => void spawnSync(file, argv, { input: payload, env }) }) });
  const hook = (event: string) => ['/bin/sh', join(spool, 'hook.sh'), event];
  try {
    const results = race([
      program('/bin/true', ['/bin/true']),
      program(kept, hook('PostToolUse')),
      program('a permission that the rules allow', hook('PermissionRequest')),
      program(nodeStart, [process.execPath, '-e', '0']),
    ], runs);
    return {
      title: 'One hook of an agent',
      table: { kind: 'times', results, against: ['/bin/true', nodeStart] },
      aims: [atMost('a hook costs at most a fifth of a start of Node', medianOf(results, kept) / medianOf(results, nodeStart), 0.2)],
    };
  } finally {
    remove(surroundings);
  }
}
