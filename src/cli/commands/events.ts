import { systemClock } from '../../host/clock.ts';
import { follow } from '../../host/store/follow.ts';
import type { Store } from '../../host/store/store.ts';
import type { RecordedEvent } from '../../state/event.ts';
import { durationMs } from '../../util/duration.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, UsageError, type Command, type Invocation } from '../command.ts';
import { eventJson, eventText } from '../reporters/events.ts';
import { stopAsked } from '../stop-signal.ts';
import { openStoreFor } from '../team-world.ts';

export const command: Command = {
  name: 'events',
  summary: 'show what happened to the teams: launches, ends, holds, messages, …',
  operands: '[TEAM | FILE]',
  details: 'Of all teams unless one is named, the latest last. Times are in UTC. --follow goes on until Ctrl-C, or until nobody reads it.',
  options: {
    follow: { summary: 'go on with each event as it happens', short: 'f' },
    since: { summary: 'only what happened within this time', value: 'DURATION' },
    json: { summary: 'print one JSON document a line for each event' },
  },
  examples: [
    { line: 'coders events --since 8h', does: 'what happened last night' },
    { line: 'coders events shop -f', does: 'one team\'s, as they happen' },
    { line: 'coders events -f --since 1s --json', does: 'for a script: a line for each event from now on' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands: [name], options } = invocation;
  const sinceMs = durationFrom(options.text('since'));
  const store = openStoreFor(invocation);
  try {
    const team = name === undefined ? undefined : await teamNamed(name, store, invocation);
    const earliest = sinceMs === undefined ? 0 : systemClock.now() - sinceMs;
    const latest = store.latestEvent();
    const past = store.eventsSince(earliest);
    const print = printer(team, invocation);
    past.forEach(print);
    if (options.has('follow')) await goOn(store, { after: Math.max(latest, past.at(-1)?.id ?? 0), print });
    else if (!past.some((event) => isOf(team, event))) sayNothing(invocation);
    return exits.success;
  } finally {
    store.close();
  }
}

async function goOn(store: Store, { after, print }: { readonly after: number; readonly print: (event: RecordedEvent) => void }): Promise<void> {
  const stop = stopAsked();
  try {
    for await (const event of follow(store, { after, signal: stop.signal })) print(event);
  } finally {
    stop.release();
  }
}

function printer(team: string | undefined, { terminal, options }: Invocation): (event: RecordedEvent) => void {
  const write = options.has('json') ? (event: RecordedEvent) => terminal.data(JSON.stringify(eventJson(event))) : (event: RecordedEvent) => terminal.out(eventText(event, terminal.color));
  return (event) => {
    if (isOf(team, event)) write(event);
  };
}

function isOf(team: string | undefined, event: RecordedEvent): boolean {
  return team === undefined || event.team === team;
}

/** A team that is no longer known by its manifest still has its past. */
async function teamNamed(name: string, store: Store, invocation: Invocation): Promise<string> {
  if (store.team(name) === undefined && store.events(name).length > 0) return name;
  return (await appliedTeamNamed(name, store, invocation)).name;
}

function durationFrom(text: string | undefined): number | undefined {
  const milliseconds = text === undefined ? undefined : durationMs(text);
  if (text !== undefined && milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h.');
  return milliseconds;
}

function sayNothing({ terminal, options }: Invocation): void {
  if (options.has('json')) return;
  const since = options.text('since');
  terminal.err(since === undefined ? 'Nothing has happened yet.' : `Nothing happened in the last ${since}.`);
}
