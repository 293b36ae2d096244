import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { gitRepository } from '../rig/git-repository.ts';
import { redisServer } from '../rig/redis.ts';
import { sample } from '../rig/sample.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { base, concrete, edited, type Data } from './manifest.ts';
import type { Row, Table } from './table.ts';

/** A plan as people read it, and as programs do. */
interface Planned {
  readonly text: string;
  readonly steps: readonly { readonly id: string }[];
  readonly refused: readonly unknown[];
}

/** How many rows of a table one run takes: each applies a team three times. */
const rowsARun = 7;

/** A test a row, all with one live team. */
export function everyFieldConverges(table: Table): void {
  describe('invariant 2: every field edited converges, or the plan says why not', () => {
    let team: TestTeam;

    beforeAll(async () => {
      team = await grounds();
    });

    test.each(sample(Object.entries(table), rowsARun))('%s', async (path, row) => {
      const before = edited(base, row.before ?? {});
      const after = edited(before, { ...row.along, [row.at ?? concrete(path)]: row.to });
      await write(team, before);
      await team.succeed('apply', '--now', '--yes', '--prune'); // which says itself that it converged
      await write(team, after);
      await expectConsequence(team, row);
    });
  });
}

async function expectConsequence(team: TestTeam, { then }: Row): Promise<void> {
  if (typeof then === 'object' && 'refuses' in then) {
    for (const verb of ['plan', 'apply']) expect(await team.coders(verb, '--now')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(then.refuses) });
    return;
  }
  if (then === 'converges') {
    const { results } = JSON.parse(await team.succeed('apply', '--now', '--yes', '--prune', '--json')) as { readonly results: readonly unknown[] };
    expect(results.length, 'the steps of the apply').toBeGreaterThan(0);
    expect(await planned(team), 'the plan after the apply').toMatchObject({ steps: [], refused: [] });
    return;
  }
  const plan = await planned(team);
  if ('says' in then) {
    expect(plan.text).toMatch(then.says);
  } else {
    expect(plan.steps, then.isForm).toEqual([]);
  }
}

async function planned(team: TestTeam): Promise<Planned> {
  const text = await team.succeed('plan', '--now', '--prune', '--out', 'plan.json');
  const { steps, refused } = JSON.parse(await readFile(join(team.directory, 'plan.json'), 'utf8')) as Planned;
  return { text, steps, refused };
}

async function write(team: TestTeam, data: Data): Promise<void> {
  const { tmux } = data;
  await writeFile(team.file, JSON.stringify({ ...data, tmux: { socket: team.socket, ...(tmux as object) } }, null, 2));
}

/** Says where Claude Code says it that it is idle, and does no more. */
const readyClaude = `#!/bin/sh
mkdir -p "$HOME/.claude/sessions"
echo '{"status":"idle"}' > "$HOME/.claude/sessions/$$.json"
exec sleep 100000
`;

async function grounds(): Promise<TestTeam> {
  const redis = await redisServer();
  const team = await testTeam({ env: { CODERS_HOST: 'alpha', REDIS_URL: redis.url, OTHER_REDIS_URL: redis.url.replace(/0$/, '1') } });
  const { directory, repository } = team;
  await repository.git(['branch', 'develop']);
  await gitRepository({ path: join(directory, 'second') });
  await mkdir(join(directory, 'work'));
  const files = {
    'parent.yaml': 'params: {word: {default: z}}\nversion: 1\nteam: parent\nenv: {WORD: "${word}"}\n',
    'other-parent.yaml': 'params: {word: {default: z}}\nversion: 1\nteam: parent\nenv: {OTHER_WORD: "${word}"}\n',
    'spec.md': 'It sells things.\n',
    'brief.md': 'Something that stands in a file.\n',
    'prompt.md': 'It is time: {note}\n',
    'tmux.conf': 'set -g history-limit 3000\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await writeFile(join(directory, 'claude'), readyClaude, { mode: 0o755 });
  return team;
}
