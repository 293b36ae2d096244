import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Installed } from '../rig/agent-install.ts';
import { codexInstall } from '../rig/codex-install.ts';
import { isRehearsed, pathOf, rehearsal } from '../rig/rehearsed-tool.ts';
import { processesWith } from '../rig/running-processes.ts';
import { testTeam } from '../rig/team.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const codex = await codexInstall();
const nativeCodex = `vendor/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-unknown-linux-musl/bin/codex`;

isRehearsed('codex', codex);

it.skipIf('missing' in codex || process.platform !== 'linux')('a version that words its permission dialog otherwise is told from those that coders knows', async () => {
  const team = await testTeam();
  const program = await reworded(codex, 'Would you like to run', 'Would you care to run');
  const found = await rehearsal(team, 'codex', program);
  expect(found).toEqual([
    expect.stringMatching(/^bad: With version 0\.\S+ its permission dialog for "touch asked\.txt" reads as a dialog of the kind other, about "\$ touch asked\.txt"\.$/),
    expect.stringMatching(/^doubt: With version 0\.\S+ how it goes on after its permission dialog was not seen, since nobody can answer that\.$/),
  ]);
  expect(await processesWith('PATH', pathOf(team))).toEqual([]);
});

/** The real program with other words in it, of the same length: as a later version may have them. */
async function reworded(installed: Installed, from: string, to: string): Promise<string> {
  const launcher = 'program' in installed ? installed.program : '';
  const bytes = await readFile(join(launcher, '../../@openai', `codex-linux-${process.arch}`, nativeCodex));
  expect(bytes.includes(from), from).toBe(true);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  const program = join(await temporaryDirectory('program-'), 'codex');
  await writeFile(program, bytes, { mode: 0o755 });
  return program;
}
