import { clear } from '../../prune/clear.ts';
import { findRubbish } from '../../prune/find.ts';
import type { Findings } from '../../prune/rubbish.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { clearedText, findingsText, pruneJson } from '../reporters/prune.ts';
import { counted } from '../reporters/snapshots.ts';
import { withHost } from '../team-world.ts';

export const command: Command = {
  name: 'prune',
  summary: 'clear what is dead: teams that are gone, and what launches left; never work',
  operands: '',
  mostOperands: 0,
  details: 'A team is dead when its manifest and its windows are gone and the supervisor is not to keep it. Its worktrees go where nothing in\nthem is uncommitted or on no other branch, and stay otherwise; branches stay. So do the runner\'s own checkouts; one for merges\ngoes also where its project merges no more. Also folders of launches that nobody knows, locks and sockets that nobody holds, and\nsnapshots, older than 30 days, of teams that are gone. Shows first what would go.',
  options: { yes: { summary: 'do not ask', short: 'y' }, json: jsonOption },
  examples: [
    { line: 'coders prune', does: 'shows what is dead, and asks' },
    { line: 'coders prune --yes --json', does: 'from a crontab' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  return withHost({ socket: 'coders' }, invocation, async (host) => {
    const found = await findRubbish(host);
    if (!options.has('json')) terminal.out(findingsText(found, terminal.color));
    if (!(await confirmed(found, invocation))) {
      terminal.err('Nothing was cleared.');
      return exits.notConverged;
    }
    const cleared = await clear(found.rubbish, host);
    if (options.has('json')) terminal.data(JSON.stringify(pruneJson(found, cleared), null, 2));
    else if (cleared.length > 0) terminal.out(clearedText(cleared, terminal.color));
    return cleared.some(({ failed }) => failed !== undefined) ? exits.hostFailed : exits.success;
  });
}

async function confirmed({ rubbish }: Findings, { options, terminal }: Invocation): Promise<boolean> {
  if (rubbish.length === 0 || options.has('yes')) return true;
  if (!terminal.interactive) throw new UsageError(`coders prune would clear ${counted(rubbish.length, 'thing')}, and nobody can be asked.`, 'Look at them with coders prune on a terminal, or say --yes.');
  const answer = await terminal.ask('Clear all of it? Only "yes" is taken as yes: ');
  return answer?.trim() === 'yes';
}
