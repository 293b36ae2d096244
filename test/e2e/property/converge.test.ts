import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../rig/seed.ts';
import { testTeam } from '../../rig/team.ts';
import { randomManifest } from './random-manifest.ts';

const nothing = 'No changes. Everything is as the manifest says.\n';

test('invariant 1: a second apply plans nothing, whatever the manifest', async () => {
  await fc.assert(fc.asyncProperty(randomManifest, async (manifest) => {
    const team = await testTeam();
    await team.write(manifest);
    await team.succeed('apply');
    const panes = await team.panes();
    expect(await team.succeed('plan')).toBe(nothing);
    expect(await team.coders('plan', '--exit-code', '--prune')).toMatchObject({ exit: 0, stdout: nothing });
    expect(await team.coders('apply')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect((await team.panes()).map(({ id, pid }) => ({ id, pid }))).toEqual(panes.map(({ id, pid }) => ({ id, pid })));
    await team.succeed('down', '--yes');
    expect(await team.processes()).toEqual([]);
  }), { seed, numRuns: 7, endOnFailure: true });
}, 120_000);
