import { join } from 'node:path';
import { createHost, type Host } from '../../host/host.ts';
import type { Store } from '../../host/store/store.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { changesBetween } from '../../watch/changes.ts';
import { LiveView } from '../../watch/live-view.ts';
import { Observer, type Listener } from '../../watch/observer.ts';
import type { TeamSight } from '../../watch/sight.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, type Command, type Invocation } from '../command.ts';
import { eventPhrase, eventText } from '../reporters/events.ts';
import { changeText, statusText } from '../reporters/status.ts';
import { stopAsked } from '../stop-signal.ts';
import { openStoreFor } from '../team-world.ts';
import { usageByPane } from '../usage.ts';
import { verbActions } from '../watch-actions.ts';

export const command: Command = {
  name: 'watch',
  summary: 'watch all teams live: what each member does, and what happens',
  operands: '[TEAM | FILE]',
  details: 'Keys: arrows or j and k move, enter attaches, s sends a line, h holds or releases, r restarts, w tells why, ? helps, q quits and\nleaves everything running. Where there is no terminal: the statuses, then a line for each change, until Ctrl-C.',
  options: {},
  examples: [
    { line: 'coders watch', does: 'all teams' },
    { line: 'coders watch shop', does: 'one team' },
    { line: 'coders watch > night.log', does: 'a line for each change, into a file' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands: [name], terminal } = invocation;
  const store = openStoreFor(invocation);
  const stop = stopAsked();
  try {
    const only = name === undefined ? undefined : (await appliedTeamNamed(name, store, invocation)).name;
    const observer = observerOf(store, only, invocation);
    if (isLive(terminal)) await watchLive(observer, invocation, stop.signal);
    else await observer.run(lineWriter(invocation), stop.signal);
    return exits.success;
  } finally {
    stop.release();
    store.close();
  }
}

async function watchLive(observer: Observer, invocation: Invocation, signal: AbortSignal): Promise<void> {
  const { terminal } = invocation;
  const view = new LiveView({ observer, actions: verbActions(invocation), ends: { input: process.stdin, output: process.stdout }, colours: terminal.color, phraseOf: eventPhrase });
  await view.run(signal);
  if (view.underway.length > 0) terminal.err(`Waiting for what was asked for: ${view.underway.join(', ')}. Ctrl-C ends that, too.`);
}

/** A dumb terminal can not be drawn on. */
function isLive({ interactive }: Invocation['terminal']): boolean {
  const { TERM = 'dumb' } = process.env;
  return interactive && process.stdout.isTTY === true && TERM !== 'dumb';
}

function observerOf(store: Store, only: string | undefined, invocation: Invocation): Observer {
  const { environment, packageDirectory } = invocation;
  const hosts = new Map<string, Host>();
  const hostOf = ({ tmux }: AppliedTeam): Host => {
    const key = JSON.stringify(tmux);
    const host = hosts.get(key) ?? createHost({ tmux, environment, store, packageDirectory: join(packageDirectory, 'dist') });
    hosts.set(key, host);
    return host;
  };
  return new Observer({ store, hostOf, usageOf: (conversations) => usageByPane(conversations, invocation), ...(only === undefined ? {} : { only }) });
}

/** First what is so, as `coders status` says it, then a line for each event and each change of a status. */
function lineWriter({ terminal }: Invocation): Listener {
  let before: readonly TeamSight[] | undefined;
  return {
    seen: (sights) => {
      if (before === undefined && sights.length === 0) terminal.err('No team has been applied yet.');
      for (const { team, members, missions } of sights.filter((sight) => !before?.some(({ team }) => team.name === sight.team.name))) {
        terminal.out(statusText(team, members.map(({ status }) => status), { now: Date.now(), color: terminal.color, verbose: false, ...(missions === undefined ? {} : { missions }) }));
      }
      for (const { team, status } of changesBetween(before ?? [], sights)) terminal.out(changeText(team, status, { now: Date.now(), color: terminal.color }));
      before = sights;
    },
    // What the supervisor saw of a member is told by our own look, with or without a supervisor.
    happened: (event, isNew) => {
      if (isNew && event.type !== 'health') terminal.out(eventText(event, terminal.color));
    },
  };
}
