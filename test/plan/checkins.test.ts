import { expect, test } from 'vitest';
import { newCheckin } from '../../src/schedule/checkin-record.ts';
import type { Checkin } from '../../src/state/checkin.ts';
import type { Observed } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, planOf, planned, wanted } from './world.ts';

const yaml = shop('pm: {tool: demo, checkins: [{name: hourly, cron: "0 * * * *", timezone: UTC, note: Look.}, {every: 30m, note: Ask.}]}\n');

/** A world in which these stand, an hour old, beside one that somebody added. */
function kept(text: string): Observed {
  const added: Checkin = { ...wanted(yaml).checkins![0]!, address: 'checkin/shop/pm/@7', origin: 'added', trigger: { at: 5 } };
  return { ...applied(text), checkins: new Map([...(wanted(text).checkins ?? []), added].map((checkin) => [checkin.address, newCheckin(checkin, 1000)])) };
}

test('a new one is added; nothing is restarted for it', () => {
  expect(planOf(yaml, { ...applied(yaml), checkins: new Map() })).toMatchInlineSnapshot(`
    "  + checkin/shop/pm/hourly: check in by "0 * * * *"
          because: new in the manifest; impact: live
      + checkin/shop/pm/2: check in every 30m
          because: new in the manifest; impact: live

    Plan: 2 to add, 0 to change, 0 to remove."
  `);
});

test('one that is as the manifest says is left as it is, however far it has come, and so is one that somebody added', () => {
  expect(planned(yaml, kept(yaml)).steps).toEqual([]);
});

test('an edit of its times begins them anew; any other leaves them', () => {
  expect(planOf(yaml.replace('cron: "0 * * * *"', 'every: 2h').replace('note: Ask.', 'note: Ask them., missed: all, to: parent, answer_within: 20m'), kept(yaml))).toMatchInlineSnapshot(`
    "  ~ checkin/shop/pm/hourly: check in every 2h from now on
          because: the manifest says otherwise; impact: live
          cron: 0 * * * * → (none)
          every: (none) → 2h
      ~ checkin/shop/pm/2: change it; its times stay
          because: the manifest says otherwise; impact: live
          note: Ask. → Ask them.
          missed: once → all
          answer_within: (none) → 20m
          to: (none) → parent

    Plan: 0 to add, 2 to change, 0 to remove."
  `);
});

test('one whose line is gone is removed', () => {
  expect(planned(shop('pm: {tool: demo}\n'), kept(yaml)).steps.map(({ id, impact }) => [id, impact])).toEqual([['remove-checkin checkin/shop/pm/hourly', 'live'], ['remove-checkin checkin/shop/pm/2', 'live']]);
});

test('where nobody looked, nothing is planned', () => {
  expect(planned(yaml, applied(yaml)).steps).toEqual([]);
});

test('--only takes one by its address', () => {
  expect(planned(yaml, { ...applied(yaml), checkins: new Map() }, { only: ['checkin/shop/pm/hourly'] }).steps.map(({ id }) => id)).toEqual(['add-checkin checkin/shop/pm/hourly']);
});
