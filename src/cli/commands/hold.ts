import { holdFor } from '../../health/restart.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { teamOption, tell, withMember } from '../care/member.ts';

export const command: Command = {
  name: 'hold',
  summary: 'take a member over: the runner leaves it alone until it is released',
  operands: 'MEMBER',
  details: 'A held member is not restarted, not changed and not given anything. A member whose window a person closes is held, too.',
  options: { team: teamOption, json: jsonOption },
  examples: [
    { line: 'coders hold storefront/cart', does: 'to work in its window for a while' },
    { line: 'coders release storefront/cart', does: 'gives it back' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  return withMember('hold', invocation, async ({ team, address, care, host: { store, clock } }) => {
    if (care.hold === undefined) {
      const { care: held, events } = holdFor(care, 'A person took it over', clock.now());
      await store.together(() => {
        store.setCare(team.name, held);
        store.append(team.name, clock.now(), events);
      });
    }
    tell({ team, address }, { text: care.hold === undefined ? 'is held.' : 'is held already.', data: { held: true } }, invocation);
    return exits.success;
  });
}
