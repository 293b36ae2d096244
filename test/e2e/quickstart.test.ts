import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, testTeam, type Ran, type TestTeam } from '../rig/team.ts';

describe('npm start', () => {
  let team: TestTeam;
  let ran: Ran;
  let seconds: number;

  beforeAll(async () => {
    team = await testTeam();
    const started = performance.now();
    ran = await start();
    seconds = (performance.now() - started) / 1000;
  });

  /** On a socket directory of its own, because the example uses the socket that every person has. */
  function start(): Promise<Ran> {
    const directory = fileURLToPath(new URL('../..', import.meta.url));
    return ended(spawn('npm', ['start'], { cwd: directory, env: { ...team.environment, TMPDIR: team.directory }, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  it('shows the plan, the work and the commits of a real team in under 30 s', () => {
    expect(ran).toMatchObject({ exit: 0 });
    for (const words of ['Plan: 7 to add', '✓ member/greetings/hello started', 'Converged', 'Greet in four languages', 'down quickstart']) expect(ran.stdout).toContain(words);
    expect(seconds).toBeLessThan(30);
  });

  it('leaves agents that rest, with their commits on their branches', () => {
    expect(ran.stdout).toMatch(/greetings\/hello +idle/);
    expect(ran.stdout).toMatch(/\(quickstart\/clock\) Refuse what is no hour/);
  });

  it('takes an earlier one down and starts anew', async () => {
    const again = await start();
    expect(again).toMatchObject({ exit: 0 });
    expect(again.stdout).toContain('Team quickstart is down.');
    expect(await team.coders('down', 'quickstart', '--yes')).toMatchObject({ exit: 0 });
    expect(await team.processes()).toEqual([]);
  });
});
