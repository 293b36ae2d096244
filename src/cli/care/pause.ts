import { pokeSupervisor } from '../../host/poke.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, UsageError, type Invocation } from '../command.ts';
import { withTeamLock } from '../team-lock.ts';
import { withAppliedTeam } from '../team-world.ts';

const patienceMs = 30_000;

/** Has the supervisor let a team be, or take it up again. */
export function pauseOrResume(verb: 'pause' | 'resume', invocation: Invocation): Promise<number> {
  const { operands: [named], terminal, options } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(named, store, invocation), invocation, async ({ name }, { store, clock }) => {
    const wasPaused = await withTeamLock({ team: name, verb, timeoutMs: patienceMs }, invocation, async () => {
      const team = store.keptTeam(name);
      if (team === undefined) throw new UsageError(`No supervisor keeps team ${name}: there is nothing to ${verb}.`, 'coders apply hands it over.');
      const { paused, ...kept } = team;
      if ((paused !== undefined) === (verb === 'pause')) return paused !== undefined;
      const now = clock.now();
      await store.together(() => {
        store.keepTeam(verb === 'pause' ? { ...kept, paused: { at: now, because: 'a person paused it' } } : kept);
        store.append(name, now, [verb === 'pause' ? { type: 'paused', because: 'a person paused it' } : { type: 'resumed' }]);
      });
      return paused !== undefined;
    });
    await pokeSupervisor(store.directory);
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: name, paused: verb === 'pause' }, null, 2));
    else terminal.out(`Team ${name} ${wasPaused === (verb === 'pause') ? `is ${verb === 'pause' ? 'paused' : 'not paused'} already` : verb === 'pause' ? 'is paused' : 'goes on'}.`);
    return exits.success;
  });
}
