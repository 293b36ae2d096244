import type { Cleared } from '../../prune/clear.ts';
import { detachedRef } from '../../host/git/branches.ts';
import type { Findings, OwnCheckout, Rubbish } from '../../prune/rubbish.ts';
import { palette } from './palette.ts';
import { counted } from './snapshots.ts';

type Words<Kind extends Rubbish['is']> = (rubbish: Extract<Rubbish, { is: Kind }>) => string;

const words: { readonly [Kind in Rubbish['is']]: Words<Kind> } = {
  worktree: ({ team, address, path, ignored }) => `${address} of team ${team.name} at ${path}; its branch stays${ignoredWords(ignored)}`,
  'worktree-record': ({ team, address, path }) => `git's record of ${address} of team ${team.name}: the directory ${path} is gone`,
  'own-checkout': ({ team, ...checkout }) => `the runner's own checkout for team ${team.name} at ${checkout.path}${withIt(checkout)}`,
  'merge-checkout': ({ of: { team, project }, ...checkout }) => `the checkout in which ${project} of team ${team} was merged, and is no more, at ${checkout.path}${withIt(checkout)}`,
  team: ({ team: { name, file } }) => `team ${name}: nothing runs, and its manifest ${file} is gone`,
  spool: ({ path }) => `the folder of a launch that is gone: ${path}`,
  lock: ({ name }) => `the lock ${name}, of a team that is gone`,
  socket: ({ path }) => `a socket that nobody listens on: ${path}`,
  snapshot: ({ path }) => `an old snapshot: ${path}`,
};

function ignoredWords(ignored: readonly string[]): string {
  return ignored.length === 0 ? '' : `, and the ignored files ${ignored.slice(0, 3).join(', ')} go with it`;
}

function withIt({ ignored, commit }: OwnCheckout): string {
  return `${commit === undefined ? '' : `; what it is at stays as ${detachedRef(commit)}`}${ignoredWords(ignored)}`;
}

function wordsOf(rubbish: Rubbish): string {
  return (words[rubbish.is] as Words<Rubbish['is']>)(rubbish);
}

/** What is dead, and what looks so and stays. */
export function findingsText({ rubbish, stays }: Findings, color: boolean): string {
  const { bold, red, yellow } = palette(color);
  const goes = rubbish.length === 0 ? [`${bold('Nothing is dead.')}`] : [`${bold(red('Dead'))}:`, ...rubbish.map((one) => `  ${wordsOf(one)}`)];
  const rest = stays.length === 0 ? [] : [`${bold(yellow('Stays'))}:`, ...stays.map(({ what, reason }) => `  ${what}: ${reason}`)];
  return [...goes, ...rest].join('\n');
}

export function clearedText(cleared: readonly Cleared[], color: boolean): string {
  const { bold, green, red } = palette(color);
  const failures = cleared.flatMap(({ rubbish, failed }) => (failed === undefined ? [] : [`  ${wordsOf(rubbish)}: ${failed}`]));
  const done = `${bold(green('Cleared'))} ${counted(cleared.length - failures.length, 'thing')}.`;
  return failures.length === 0 ? done : [done, bold(red('Failed:')), ...failures].join('\n');
}

/** As `schemas/prune.schema.json` describes it. */
export function pruneJson({ stays }: Findings, cleared: readonly Cleared[]) {
  return { version: 1, cleared: cleared.map(({ rubbish, failed }) => ({ ...thing(rubbish), what: wordsOf(rubbish), ...(failed === undefined ? {} : { failed }) })), stays };
}

function thing(rubbish: Rubbish) {
  const { is } = rubbish;
  return { is, ...('team' in rubbish ? { team: rubbish.team.name } : 'of' in rubbish ? { team: rubbish.of.team } : {}), ...('path' in rubbish ? { path: rubbish.path } : {}) };
}
