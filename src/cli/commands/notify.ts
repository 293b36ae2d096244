import { either, quote } from '../../diagnostics/words.ts';
import { systemClock } from '../../host/clock.ts';
import { notify } from '../../host/notify.ts';
import type { NotifyTarget } from '../../manifest/reaction.ts';
import { trialFacts } from '../../reactions/trial.ts';
import { nearest } from '../../util/suggest.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { openTeam, type OpenTeam } from '../open-team.ts';
import { targetsJson, targetsText, type SeenTarget } from '../reporters/notify.ts';
import { openStoreFor } from '../team-world.ts';

export const command: Command = {
  name: 'notify',
  summary: 'see where news of a team go, and try it',
  operands: 'list | test NAME',
  mostOperands: 2,
  details: 'The targets are those of the manifest as it is now, applied or not. test sends one notification at once, whatever the quiet\nhours. Exit code of test: 0, it was taken; 1, it was not, and why.',
  options: {
    team: { summary: 'the team, by its manifest; team.yaml here or above unless given', value: 'FILE' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders notify list', does: 'each target, and how much waits for it' },
    { line: 'coders notify test phone', does: 'whether what is sent there arrives' },
  ],
  run,
};

const actions: Readonly<Record<string, (team: OpenTeam, invocation: Invocation) => Promise<number>>> = { list, test };

async function run(invocation: Invocation): Promise<number> {
  const [named, name] = invocation.operands;
  const action = named === undefined ? undefined : actions[named];
  if (action === undefined) throw new UsageError(named === undefined ? 'coders notify needs to know what to do.' : `${quote(named)} is nothing that coders notify does.`, `Say ${either(Object.keys(actions))}.`);
  if (named === 'list' && name !== undefined) throw new UsageError('coders notify list takes no name.', 'Leave it out.');
  return action(await openTeam(invocation.options.text('team'), invocation), invocation);
}

async function list({ manifest }: OpenTeam, invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  const store = openStoreFor(invocation);
  const errands = store.reactions.errands(manifest.team);
  store.close();
  const targets = manifest.notify.map((target): SeenTarget => ({ target, waiting: errands.filter((errand) => errand.type === 'notify' && errand.notice.target === target.name).length }));
  if (options.has('json')) terminal.data(JSON.stringify(targetsJson(manifest.team, targets), null, 2));
  else terminal.out(targetsText(targets));
  return exits.success;
}

async function test({ manifest }: OpenTeam, { operands: [, name], terminal, options, environment }: Invocation): Promise<number> {
  const target = targetNamed(name, manifest.notify);
  const end = await notify(target, trialFacts(manifest.team, systemClock.now()), { environment, signal: new AbortController().signal });
  const because = 'because' in end ? end.because : undefined;
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: manifest.team, target: target.name, sent: end.state === 'sent', ...(because === undefined ? {} : { because }) }, null, 2));
  else if (because === undefined) terminal.out(`${target.name} has taken it. Look whether it is there.`);
  else terminal.err(`${target.name} has not taken it: ${because}.`);
  return end.state === 'sent' ? exits.success : exits.hostFailed;
}

function targetNamed(name: string | undefined, targets: readonly NotifyTarget[]): NotifyTarget {
  const names = targets.map((target) => target.name);
  const known = names.length === 0 ? 'The manifest names targets under `notify`; docs/notify.md has examples.' : `The manifest has ${either(names)}.`;
  if (name === undefined) throw new UsageError('coders notify test needs the name of a target.', known);
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  const guess = nearest(name, names);
  throw new UsageError(`There is no notification target ${quote(name)}.`, guess === undefined ? known : `Did you mean ${guess}?`);
}
