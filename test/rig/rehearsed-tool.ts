import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Finding } from '../../src/doctor/finding.ts';
import type { Installed } from './agent-install.ts';
import { directoryContent } from './directory-content.ts';
import { processesWith } from './running-processes.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** Registers the test that the doctor starts a real program and finds it as its recorded screens are. */
export function isRehearsed(tool: string, installed: Installed): void {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no doctor has started the real ${tool}. ${missing}`);
  const program = 'program' in installed ? installed.program : '';
  it.skipIf(missing !== undefined)(`the real ${tool} shows what its adapter reads, and leaves nothing behind${missing === undefined ? '' : ` (SKIPPED: ${missing})`}`, async () => {
    const team = await testTeam();
    const before = { home: await directoryContent(team.home), folders: ownFolders(team) };
    expect(await rehearsal(team, tool, program)).toEqual([expect.stringMatching(/^good: Started once with a model on this machine, version [\d.]+ starts, works, asks, rests and takes a message as coders reads it\.$/)]);
    expect({ home: await directoryContent(team.home), folders: ownFolders(team) }).toEqual(before);
    await waitUntil(async () => (await processesWith('PATH', pathOf(team))).length === 0, { what: 'nothing of it to run' }); // what was killed may take a moment to be gone
  });
}

/** What the doctor says of the rehearsal of a team's only tool. */
export async function rehearsal(team: TestTeam, tool: string, program: string): Promise<readonly string[]> {
  await team.write(`tools: {${tool}: {binary: ${JSON.stringify(program)}}}\nprojects: {store: {repo: repo, engineers: {cart: {tool: ${tool}}}}}\n`);
  const { stdout, stderr } = await team.run(['doctor', '--json'], environmentOf(team));
  if (stdout === '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  return findings.filter(({ about, sentence }) => about === tool && /^(Started once|With version)/.test(sentence)).map(({ mark, sentence }) => `${mark}: ${sentence}`);
}

/** Whatever was started because of this team's doctor has it, wherever its home is. */
export function pathOf(team: TestTeam): string {
  return `${process.env['PATH'] ?? ''}:${team.directory}`;
}

/** For the doctor of one team: other tests leave nothing in its folder for temporary files. */
export function environmentOf(team: TestTeam): Readonly<Record<string, string>> {
  return { PATH: pathOf(team), TMPDIR: team.environment['TMUX_TMPDIR']! };
}

/** Folders of this team's rehearsals that stand now. */
export function ownFolders(team: TestTeam): readonly string[] {
  return readdirSync(team.environment['TMUX_TMPDIR']!).filter((name) => name.startsWith('coders-rehearsal-')).sort();
}
