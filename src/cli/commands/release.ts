import { askSupervisor } from '../../host/poke.ts';
import { forgiven } from '../../state/care.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { teamOption, tell, withMember } from '../care/member.ts';

export const command: Command = {
  name: 'release',
  summary: 'give a held member back to the runner',
  operands: 'MEMBER',
  details: 'The supervisor starts it again, with its conversation, where its window was closed. Where no supervisor runs, the next apply does.',
  options: { team: teamOption, json: jsonOption },
  examples: [
    { line: 'coders release storefront/cart', does: 'after coders hold or kill, or after its window was closed' },
    { line: 'coders release pm --team shop', does: 'from anywhere; the name alone does where no other member has it' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  return withMember('release', invocation, async ({ team, address, care, host: { store, clock } }) => {
    const wasHeld = care.hold !== undefined;
    if (wasHeld) {
      await store.together(() => {
        store.setCare(team.name, forgiven(care));
        store.append(team.name, clock.now(), [{ type: 'released', address }]);
      });
    }
    const isKept = (await askSupervisor(store.directory, 'status')) !== undefined && store.keptTeam(team.name) !== undefined;
    const rest = isKept ? 'The supervisor sees to it.' : 'No supervisor keeps its team: coders apply sees to it.';
    tell({ team, address }, { text: wasHeld ? `is released. ${rest}` : 'is not held.', data: { released: wasHeld } }, invocation);
    return wasHeld ? exits.success : exits.notConverged;
  });
}
