import { quote } from '../../diagnostics/words.ts';
import { until } from '../../schedule/until.ts';
import { durationMs } from '../../util/duration.ts';
import { isTimeZone } from '../../util/time-zone.ts';
import { nearest } from '../../util/suggest.ts';
import { addCheckin } from '../checkin/add.ts';
import { withCaller, type CheckinCall } from '../checkin/call.ts';
import { cancel } from '../checkin/cancel.ts';
import { report } from '../checkin/report.ts';
import { mayCheckIn, targetOf } from '../checkin/rights.ts';
import { teamOption } from '../care/member.ts';
import { jsonOption, UsageError, type Command, type Invocation } from '../command.ts';

export const command: Command = {
  name: 'checkin',
  summary: 'have a member told something later, once: in, at, list, cancel; for people, and for agents in their panes',
  operands: 'in DURATION TEXT | at TIME TEXT | list | cancel ID',
  mostOperands: 3,
  details: [
    'A member may schedule for itself, and for those below it; at most 10 of each may be to come. The text arrives when it rests.',
    'TIME is a time of day, with a day or without, with a time zone or without: 09:00, "07:00 Europe/Berlin", 2026-12-24T18:00.',
  ].join('\n'),
  options: {
    to: { summary: 'who is told; in an agent\'s pane itself unless given', value: 'MEMBER' },
    team: teamOption,
    json: jsonOption,
  },
  examples: [
    { line: 'coders checkin in 30m "Continue with the dashboard."', does: 'an agent, to itself' },
    { line: 'coders checkin at 09:00 "Report what the night brought." --to storefront/pm', does: 'the next time that it is nine' },
    { line: 'coders checkin list', does: 'those of the caller and of who is below it, with their numbers' },
    { line: 'coders checkin cancel 7', does: 'it never comes' },
  ],
  run,
};

type Verb = (words: readonly string[], call: CheckinCall) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = {
  in: ([time, text], call) => addCheckin({ to: targetOf(call.invocation.options.text('to'), call), at: (now) => now + delayFrom(time), text }, call),
  at: ([time, text], call) => addCheckin({ to: targetOf(call.invocation.options.text('to'), call), at: (now) => momentFrom(time, now), text }, call),
  list: async (_words, call) => report((member) => mayCheckIn(call, member), call),
  cancel: ([id], call) => cancel(id, call),
};

function run(invocation: Invocation): Promise<number> {
  const [name, ...words] = invocation.operands;
  const verb = name === undefined || !Object.hasOwn(verbs, name) ? undefined : verbs[name];
  if (verb === undefined) throw unknownVerb(name);
  return withCaller(invocation, (call) => verb(words, call));
}

function unknownVerb(name: string | undefined): UsageError {
  const names = Object.keys(verbs);
  if (name === undefined) return new UsageError('coders checkin needs to know what to do.', `Say one of ${names.join(', ')}.`);
  const meant = nearest(name, names);
  return new UsageError(`${quote(name)} is nothing that coders checkin does.`, meant === undefined ? `Say one of ${names.join(', ')}. coders checkins shows all.` : `Did you mean coders checkin ${meant}?`);
}

function delayFrom(text: string | undefined): number {
  const milliseconds = durationMs(text ?? '');
  if (milliseconds === undefined) throw new UsageError(text === undefined ? 'coders checkin in needs a time.' : `${quote(text)} is no duration.`, 'Write one as 30m, 2h or 1h30m.');
  return milliseconds;
}

function momentFrom(text: string | undefined, now: number): number {
  const at = until(text ?? '', now);
  if (at !== undefined) return at;
  const [, zone] = / (\S*[A-Za-z]\S*)$/.exec(text?.trim() ?? '') ?? [];
  if (zone !== undefined && !isTimeZone(zone)) throw new UsageError(`${quote(zone)} is not a time zone.`, 'Write one by its area and place, as in "07:00 Europe/Berlin".');
  if (until(text ?? '', 0) !== undefined) throw new UsageError(`${quote(text ?? '')} is over.`, 'Write a time to come, as 09:00, "07:00 Europe/Berlin" or 2026-12-24T18:00.');
  throw new UsageError(text === undefined ? 'coders checkin at needs a time.' : `${quote(text)} is no time to come.`, 'Write one as 09:00, "07:00 Europe/Berlin" or 2026-12-24T18:00.');
}
