import { usualCheckin } from '../../manifest/checkin.ts';
import { promptKinds } from '../../manifest/prompts.ts';
import { quote } from '../../diagnostics/words.ts';
import { sendable } from '../../delivery/sendable.ts';
import { newCheckin } from '../../schedule/checkin-record.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { Checkin, CheckinRecord } from '../../state/checkin.ts';
import { formatDuration } from '../../util/duration.ts';
import { exits, UsageError } from '../command.ts';
import { callerWords } from '../mission/caller.ts';
import { lookNow } from '../mission/carry-out.ts';
import { checkinsJson, idOf } from '../reporters/checkins.ts';
import type { CheckinCall } from './call.ts';
import { requireMayCheckIn } from './rights.ts';

/** So many of a member's may be still to come: one that adds one at each comes to an end. */
const mostToCome = 10;
/** A member that has itself told at once again and again would do nothing else. */
const soonestMs = 60_000;
/** A slip of the hand is more likely than a wish for later. */
const latestMs = 366 * 86_400_000;
const mostBytes = 8 * 1024;

/** What is to be told to whom, and when. */
export interface WantedCheckin {
  readonly to: Address;
  /** By what time it is now; in milliseconds since the Unix epoch. */
  readonly at: (now: number) => number;
  readonly text: string | undefined;
}

/** Adds a check-in that comes once, says so, and gives the exit code. Throws a UsageError for what may not or can not be. */
export async function addCheckin({ to, at: wantedAt, text }: WantedCheckin, call: CheckinCall): Promise<number> {
  const { team, host: { store, clock }, caller, invocation: { terminal, options } } = call;
  requireMayCheckIn(call, to);
  const now = clock.now();
  const at = wantedAt(now);
  const note = noteFrom(text);
  requireTime(at - now, call);
  const toCome = store.checkins.ofTeam(team.name).filter(({ checkin: { member, origin }, lookAt }) => member === to && origin === 'added' && lookAt !== undefined);
  if (toCome.length >= mostToCome) throw new UsageError(`${quote(seatIn(to))} has ${toCome.length} check-ins to come, and no more than ${mostToCome} may be added.`, `coders checkin list shows them, coders checkin cancel ${idOf(toCome[0]!.checkin.address)} ends one.`);
  const settings = { ...usualCheckin, trigger: { at }, note, template: templateFor(call), member: to, origin: 'added' as const, by: callerWords(caller) };
  let record: CheckinRecord | undefined;
  await store.together(() => {
    record = store.checkins.add(team.name, (number) => newCheckin({ address: `checkin/${seatIn(to)}/@${number}`, ...settings } satisfies Checkin, now));
    store.append(team.name, now, [{ type: 'checkin', address: record.checkin.address, state: 'added', because: `by ${callerWords(caller)}, for ${new Date(at).toISOString()}` }]);
  });
  if (record === undefined) throw new Error('nothing was added');
  const isKept = await lookNow(call);
  if (options.has('json')) terminal.data(JSON.stringify(checkinsJson({ team: team.name, isKept, records: [record], now, receipts: () => [] }), null, 2));
  else terminal.out(`${seatIn(to)} is checked in on at ${new Date(at).toISOString()}, in ${formatDuration(at - now)}. To undo it: coders checkin cancel ${idOf(record.checkin.address)}`);
  if (!isKept) terminal.err(`No supervisor keeps team ${team.name}: it comes when one does. coders apply hands it to one.`);
  return exits.success;
}

function requireTime(inMs: number, { caller }: CheckinCall): void {
  if (caller.is === 'member' && inMs < soonestMs) throw new UsageError(`${formatDuration(inMs)} is too soon.`, `A member may be checked in on from ${formatDuration(soonestMs)} from now on.`);
  if (inMs > latestMs) throw new UsageError(`${formatDuration(inMs)} from now is too far away.`, 'It may be a year at most.');
}

function noteFrom(text: string | undefined): string {
  if (text === undefined || text.trim() === '') throw new UsageError('It is not said what the member is to be told.', 'For example: coders checkin in 30m "Continue with the dashboard."');
  const checked = sendable(text);
  if ('problem' in checked) throw new UsageError(checked.problem, checked.hint);
  const bytes = Buffer.byteLength(checked.text);
  if (bytes > mostBytes) throw new UsageError(`The text has ${bytes} bytes, and ${mostBytes} are the most.`, 'Put it into a file, and name the file in the text.');
  return checked.text;
}

/** As those of the manifest have it: a person may have written another. */
function templateFor({ team, host: { store } }: CheckinCall): string {
  const own = store.checkins.ofTeam(team.name).find(({ checkin: { origin } }) => origin === 'manifest')?.checkin.template;
  return own ?? store.keptTeam(team.name)?.desired.prompts?.checkin ?? promptKinds.checkin.text;
}
