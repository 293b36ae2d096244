import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/host/store/store.ts';
import { missionPatienceMs } from '../../rig/mission-team.ts';
import { testTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const file = fileURLToPath(new URL('../../../examples/relay/team.yaml', import.meta.url));

test('examples/relay: what its comments say comes true, and the last accepted commit passes its tests in a checkout of its own', async () => {
  const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
  const env = { RELAY_REPO: team.repository.path };
  const coders = async (...argv: readonly string[]) => {
    const ran = await team.run(argv, env);
    if (ran.exit !== 0) throw new Error(`coders ${argv.join(' ')} exits with ${ran.exit}:\n${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  };
  await coders('apply', file, '--timeout', '60s');
  const store = openStore(team.stateDirectory);
  try {
    await waitUntil(() => store.missions.ofTeam('relay').every(({ state }) => state.state === 'done'), { what: 'all missions to be done', timeout: missionPatienceMs }).catch((error: Error) => {
      throw new Error(`${error.message}\n${store.missions.ofTeam('relay').map((record) => JSON.stringify(record.state)).join('\n')}`);
    });
    const notes = store.missions.find('relay', 'mission/greetings/notes')!;
    expect(notes.tries.map(({ result }) => result)).toEqual(['failed', 'done']);
    expect(notes.tries[0]!.because).toContain('NOTES.md has fewer than two notes.');
    const { state } = store.missions.find('relay', 'mission/greetings/page')!;
    const checkout = join(team.directory, 'checkout');
    await team.repository.git(['worktree', 'add', '--quiet', '--detach', checkout, state.state === 'done' ? state.commit! : '']);
    await promisify(execFile)(process.execPath, ['--test'], { cwd: checkout, env: { PATH: process.env['PATH'] } });
    for (const name of ['words', 'hello', 'goodbye', 'notes', 'page']) expect(await coders('mission', 'list', '--all', '--team', 'relay')).toContain(name);
    expect(await coders('mission', 'graph', '--team', 'relay')).toContain('page');
    expect(await coders('mission', 'show', 'notes', '--team', 'relay')).toContain('NOTES.md has fewer than two notes.');
    expect(await coders('plan', file)).toBe('No changes. Everything is as the manifest says.\n');
  } finally {
    store.close();
    await coders('down', 'relay', '--yes');
  }
  await waitUntil(async () => (await team.processes()).length === 0, { what: 'nothing to run' });
});
