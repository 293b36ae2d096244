import { person, type Correspondent, type Mail } from '../state/mail.ts';
import { isSelected } from './recipients.ts';
import { calledBy, projectOf, superiorOf, type PostSeat } from './seat.ts';

/** Why somebody may not write to somebody, and who may carry it. */
export interface Untalked {
  readonly problem: string;
  readonly hint: string;
}

/**
 * Whether a mail may go where it is to go. Hub and spoke: an engineer writes to its PM and to the engineers of its project, a PM
 * to its engineers and the orchestrator, the orchestrator to PMs and to the person; `talks_to` says otherwise of a member. An
 * answer to what one was asked may always go back, and a person may write to anybody. Undefined where all of it may.
 */
export function untalked({ from, to }: Pick<Mail, 'from' | 'to'>, seats: readonly PostSeat[], answered?: Pick<Mail, 'from' | 'to'>): Untalked | undefined {
  const barred = to.filter((one) => !mayTalk(from, one, seats) && !isAnswer({ from, to: one }, answered));
  const [first] = barred;
  if (first === undefined) return undefined;
  const whom = barred.length === 1 ? calledBy(first) : `${calledBy(first)} and ${barred.length - 1} more of them`;
  return { problem: `${calledBy(from)} may not write to ${whom}.`, hint: carrierWords(from, first, seats) };
}

/** Whether it may of its own accord. */
export function mayTalk(from: Correspondent, to: Correspondent, seats: readonly PostSeat[]): boolean {
  const sender = seats.find(({ address }) => address === from);
  if (from === person || sender === undefined) return from === person;
  if (superiorOf(sender, seats) === to) return true;
  const reader = seats.find(({ address }) => address === to);
  if (sender.talksTo !== undefined) return sender.talksTo.some((selector) => (reader === undefined ? selector === person : isSelected(reader, selector, projectOf(from))));
  if (reader === undefined) return false;
  const isColleague = projectOf(from) !== undefined && projectOf(from) === projectOf(to);
  return isColleague || superiorOf(reader, seats) === from;
}

function isAnswer({ from, to }: { readonly from: Correspondent; readonly to: Correspondent }, answered: Pick<Mail, 'from' | 'to'> | undefined): boolean {
  return answered !== undefined && answered.from === to && answered.to.includes(from);
}

/** The shortest way by which it gets there through those who may talk to each other; a person may always carry it. */
function carrierWords(from: Correspondent, to: Correspondent, seats: readonly PostSeat[]): string {
  const [carrier, ...others] = wayTo(from, to, seats);
  if (carrier === undefined) return 'A person may carry it.';
  return `Send it to ${calledBy(carrier)}, who may carry it${others.length === 0 ? '' : `, by ${others.map(calledBy).join(' and ')}`}.`;
}

/** Those between the two, in order; empty where there is no way. */
function wayTo(from: Correspondent, to: Correspondent, seats: readonly PostSeat[]): readonly Correspondent[] {
  const everybody: readonly Correspondent[] = [...seats.filter(({ isReachable }) => isReachable).map(({ address }) => address), person];
  const before = new Map<Correspondent, Correspondent>([[from, from]]);
  for (const one of before.keys()) {
    if (one === person) continue; // who may write to anybody is asked when nobody else is left
    for (const next of everybody) if (!before.has(next) && mayTalk(one, next, seats)) before.set(next, one);
  }
  const way: Correspondent[] = [];
  for (let one = before.get(to); one !== undefined && one !== from; one = before.get(one)) way.unshift(one);
  return way;
}
