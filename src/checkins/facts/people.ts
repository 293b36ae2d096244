import type { MemberStatus } from '../../health/member-status.ts';
import { calledBy } from '../../post/seat.ts';
import { seatIn } from '../../state/address.ts';
import { ageOf, oneLine } from './line.ts';
import type { Fact } from './seen.ts';

export const statuses: Fact = {
  name: 'statuses',
  title: 'What they do',
  lines: ({ about, now }) => about.map((one) => `${seatIn(one.member.address)}: ${wordsOf(one)}${one.since === undefined ? '' : `, for ${ageOf(one.since, now, '')}`}`),
  // Who works and rests by turns is no news.
  essence: ({ about }) => about.map((one) => [one.member.address, ['working', 'idle', 'starting'].includes(one.status) ? 'well' : wordsOf(one)]),
};

function wordsOf({ status, detail }: MemberStatus): string {
  return detail === undefined ? status : `${status} (${oneLine(detail)})`;
}

export const unread: Fact = {
  name: 'unread',
  title: 'Messages that you have not read',
  lines: ({ unread: waiting, now }) => waiting.map(({ from, text, at }) => `${from === undefined ? '' : `${calledBy(from)}: `}${oneLine(text)} (${ageOf(at, now)})`),
  essence: ({ unread: waiting }) => waiting.map(({ id }) => id),
};

export const reports: Fact = {
  name: 'reports',
  title: 'What they said last, in their own words, which nobody checked',
  lines: ({ reports: said, now }) => [...said].map(([address, { text, at }]) => `${seatIn(address)}: ${oneLine(text, 400)} (${ageOf(at, now)})`),
  essence: ({ reports: said }) => [...said].map(([address, { text, at }]) => [address, text, at]),
};
