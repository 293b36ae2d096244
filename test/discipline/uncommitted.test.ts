import { expect, test } from 'vitest';
import { nextLook, workDue } from '../../src/discipline/uncommitted.ts';
import type { CommitRules } from '../../src/manifest/discipline.ts';

const minute = 60_000;
const rules: CommitRules = { everyMs: 30 * minute, graceMs: 10 * minute, requireTests: false };
const dirty = { on: 'a', isDirty: true };

test('work is told of after its time, once, and saved after the grace, again and again', () => {
  const begun = workDue(undefined, dirty, 0, rules);
  expect(begun).toEqual({ uncommitted: { since: 0, on: 'a' }, isToBeTold: false, isToBeSaved: false });
  expect(workDue(begun.uncommitted, dirty, 30 * minute - 1, rules)).toMatchObject({ isToBeTold: false, isToBeSaved: false });
  expect(workDue(begun.uncommitted, dirty, 30 * minute, rules)).toMatchObject({ isToBeTold: true, isToBeSaved: false });
  const told = { since: 0, on: 'a', toldAt: 30 * minute };
  expect(workDue(told, dirty, 39 * minute, rules)).toMatchObject({ isToBeTold: false, isToBeSaved: false });
  expect(workDue(told, dirty, 40 * minute, rules)).toMatchObject({ isToBeTold: false, isToBeSaved: true });
  const saved = { ...told, savedAt: 40 * minute };
  expect(workDue(saved, dirty, 69 * minute, rules).isToBeSaved).toBe(false);
  expect(workDue(saved, dirty, 70 * minute, rules).isToBeSaved).toBe(true);
});

test('a commit begins the time anew, and so does a clean checkout', () => {
  const before = { since: 0, on: 'a', toldAt: 30 * minute };
  expect(workDue(before, { on: 'b', isDirty: true }, 35 * minute, rules).uncommitted).toEqual({ since: 35 * minute, on: 'b' });
  expect(workDue(before, { on: 'a', isDirty: false }, 35 * minute, rules)).toEqual({ uncommitted: undefined, isToBeTold: false, isToBeSaved: false });
});

test('without a time nothing is due, and nobody looks', () => {
  const none: CommitRules = { graceMs: 1, requireTests: true };
  expect(workDue(undefined, dirty, 0, none).uncommitted).toBeUndefined();
  expect(nextLook({ lookedAt: 0 }, none)).toBeUndefined();
});

test('the next look is at its pace, or when something is due', () => {
  expect(nextLook({ lookedAt: 0 }, rules)).toBe(5 * minute);
  expect(nextLook({ lookedAt: 28 * minute, uncommitted: { since: 0, on: 'a' } }, rules)).toBe(30 * minute);
  expect(nextLook({ lookedAt: 38 * minute, uncommitted: { since: 0, on: 'a', toldAt: 30 * minute } }, rules)).toBe(40 * minute);
});
