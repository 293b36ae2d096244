import { holdFor } from '../../health/restart.ts';
import { identify } from '../../plan/identity.ts';
import { endPane } from '../../reconcile/end-pane.ts';
import { seatIn } from '../../state/address.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { teamOption, tell, withMember } from '../care/member.ts';

export const command: Command = {
  name: 'kill',
  summary: 'end a member\'s program and all that it started, and hold the member',
  operands: 'MEMBER',
  details: 'Its window stays with what it said last, and its conversation can be gone on with: coders release starts it again.',
  options: { team: teamOption, json: jsonOption },
  examples: [
    { line: 'coders kill storefront/cart', does: 'ends it now, and it stays ended' },
    { line: 'coders kill pm --team shop', does: 'from anywhere; the name alone does where no other member has it' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  return withMember('kill', invocation, async ({ team, address, care, host }) => {
    const { store, clock, tmux } = host;
    const { care: held, events } = holdFor(care, 'A person killed it', clock.now());
    await store.together(() => {
      store.setCare(team.name, held); // first: a supervisor that sees it end must know why
      store.append(team.name, clock.now(), events);
    });
    const found = identify(team.name, { tmux: await tmux.observe(), launches: store.launches(team.name) }).byAddress.get(address);
    if (found !== undefined) await endPane(found.pane, host);
    const wasRunning = found !== undefined && found.pane.dead === undefined;
    tell({ team, address }, { text: wasRunning ? `is ended, and held; coders release ${seatIn(address)} starts it again.` : 'did not run; it is held.', data: { held: true, ended: wasRunning } }, invocation);
    return exits.success;
  });
}
