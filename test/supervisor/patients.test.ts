import { expect, test } from 'vitest';
import type { MemberStatus } from '../../src/health/member-status.ts';
import type { Status } from '../../src/state/evidence.ts';
import { patientsOf } from '../../src/supervisor/patients.ts';
import { patient } from '../health/patients.ts';
import { desired, now } from './seats.ts';

/** Of one account: the first was parked a minute ago, and the second has taken a prompt since. */
function isBroughtBack(second: Status, endedAt?: number): boolean {
  const status = ({ address }: { readonly address: MemberStatus['member']['address'] }, rest: Partial<MemberStatus>): MemberStatus => {
    const { status: usual } = patient();
    return { ...usual, member: { ...usual.member, address }, ...rest };
  };
  const [parked, other] = desired.members as [(typeof desired.members)[number], (typeof desired.members)[number]];
  const care = { address: parked.address, crashes: [], park: { account: 'a', since: now - 60_000, wakeAt: now + 60_000, probes: 0 } };
  const turn = { number: 1, prompt: 'Begin.', at: now - 30_000, ...(endedAt === undefined ? {} : { endedAt }) };
  const statuses = [status(parked, { status: 'limited', care }), status(other, { status: second, turn })];
  return patientsOf({ desired, environment: {}, statuses, conversations: new Map(), commits: new Map() })[0]!.accountWorks;
}

test('an account works where a member of it rests after a whole turn that began after another one was parked', () => {
  expect(isBroughtBack('idle', now)).toBe(true);
  expect(isBroughtBack('working')).toBe(false);
  expect(isBroughtBack('limited', now)).toBe(false);
});

test('a turn that ended while its member still seemed to work has ended between two looks, at its limit maybe: that is no word of the account', () => {
  expect(isBroughtBack('working', now)).toBe(false);
});
