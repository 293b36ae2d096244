import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ownEventFields } from '../../src/manifest/reaction.ts';
import { factsOf } from '../../src/reactions/facts.ts';
import { eventKinds } from '../../src/reactions/kinds.ts';
import { nameOf } from '../../src/reactions/name-of.ts';
import type { RecordedEvent, TeamEvent } from '../../src/state/event.ts';
import { sampleEvents } from '../events/samples.ts';

const samples = Object.values(sampleEvents) as readonly TeamEvent[];

function recorded(event: TeamEvent): RecordedEvent {
  return { ...event, id: 12, team: 'shop', at: 60_000 };
}

it('has a name for each event, its severity, and words for it', () => {
  const told = samples.map((event) => {
    const facts = factsOf(recorded(event));
    return `${event.type}: ${facts === undefined ? '-' : `${facts.event}, ${facts.severity}: ${facts.text.replace('\n', ' | ')}`}`;
  });
  expect(told).toMatchInlineSnapshot(`
    [
      "apply-started: -",
      "apply-ended: team.applied, info: shop: the team is applied | converged",
      "launched: member.launched, info: shop: store/cart is started | its program had ended",
      "closed: member.closed, info: shop: store/cart is closed | the manifest has no such member",
      "worktree-changed: worktree.changed, info: shop: the worktree of store/cart has changed | not made yet",
      "work-saved: work.saved, info: shop: work of store/cart is saved",
      "step-failed: step.failed, error: shop: a step of the plan has failed | There is no program.",
      "down: -",
      "ready: member.ready, info: shop: store/cart is ready",
      "ended: member.ended, warning: shop: the program of store/cart has ended | exited with code 1",
      "retry-planned: member.restarting, info: shop: store/cart is started again",
      "quarantined: member.quarantined, error: shop: store/cart is quarantined | it crashed 5 times in 10m",
      "held: member.held, warning: shop: store/cart is held | a person closed its window",
      "released: member.released, info: shop: store/cart is released",
      "parked: limit.parked, warning: shop: store/cart is parked at a usage limit",
      "woken: member.woken, info: shop: store/cart is woken | its limit has ended",
      "stuck: member.stuck, warning: shop: store/cart is stuck | it was asked how far it is",
      "context-nearly-full: member.context-nearly-full, info: shop: the context of store/cart is nearly full",
      "over-memory-limit: member.over-memory, warning: shop: store/cart holds too much memory | it is started again, with its conversation",
      "health: question.open, warning: shop: store/cart asks something | a permission: npm test",
      "drift: member.drifted, info: shop: store/cart is otherwise than the manifest | fingerprint differs: model",
      "message: message.acknowledged, info: shop: a message to store/cart is acknowledged",
      "checkin: checkin.skipped, info: shop: a check-in of store/pm is skipped | nothing is new since the last time",
      "mission: mission.ready, info: shop: mission store/cart-api can begin | npm test fails",
      "mail: mail.sent, info: shop: member/store/cart writes a question",
      "mail-damped: mail.damped, warning: shop: store/cart writes too much | 10 messages within 1m are as many as one member may send",
      "uncommitted: work.uncommitted, info: shop: work of store/cart is not committed | it is told to commit it",
      "commit-refused: commit.refused, warning: shop: a commit of store/cart is sent back | it changes 12 files, and 10 are allowed",
      "merge: merge.conflict, error: shop: mission store/cart-api conflicts with main | both change page.txt",
      "tagged: mission.tagged, info: shop: mission store/cart-api is tagged stable-cart-api-2026-11-21",
      "reaction: -",
      "notified: -",
      "keeping: team.kept, info: shop: the team is kept | it was applied",
      "let-go: -",
      "paused: team.paused, warning: shop: the team is paused | a person paused it",
      "resumed: team.resumed, info: shop: the team goes on",
      "look-failed: look.failed, error: shop: the team can not be looked at | tmux has not answered for 20 seconds.",
      "redis-away: redis.away, error: shop: Redis is away | Redis at 127.0.0.1:6379 refuses connections.",
      "redis-back: redis.back, info: shop: Redis is back",
      "host-lost: host.lost, error: shop: the host beta is lost",
      "host-back: host.back, info: shop: the host beta is back",
    ]
  `);
});

it('calls a mission by its state, a message by how far it came, and a member by what it is', () => {
  expect(nameOf({ ...sampleEvents.mission, state: 'failed' })).toBe('mission.failed');
  expect(nameOf({ ...sampleEvents.message, state: 'failed' })).toBe('message.failed');
  expect(nameOf({ ...sampleEvents.message, state: 'typed' })).toBeUndefined();
  expect(nameOf({ ...sampleEvents.health, status: 'idle' })).toBe('member.idle');
  expect(nameOf({ ...sampleEvents.health, status: 'unknown' })).toBeUndefined();
  expect(nameOf({ ...sampleEvents.merge, state: 'merged' })).toBe('merge.done');
});

it('never has what coders did because of an event answered in turn', () => {
  expect(nameOf(sampleEvents.reaction)).toBeUndefined();
  expect(nameOf(sampleEvents.notified)).toBeUndefined();
});

it('has the names that the schema and the page have', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/team.schema.json', import.meta.url), 'utf8')) as { definitions: { event_name: { enum: string[] } } };
  expect(schema.definitions.event_name.enum.toSorted()).toEqual(Object.keys(eventKinds).toSorted());
  const page = readFileSync(new URL('../../docs/on.md', import.meta.url), 'utf8');
  expect(Object.entries(eventKinds).filter(([name, { severity }]) => !page.includes(`| \`${name}\` | ${severity} |`)).map(([name]) => name)).toEqual([]);
});

it('knows the fields that events have of their own', () => {
  const fields = new Set(samples.flatMap((event) => Object.keys(event)).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
  expect(ownEventFields.filter((name) => !fields.has(name))).toEqual([]);
});

it('takes out of a text what a terminal would obey, and bounds it', () => {
  const facts = factsOf(recorded({ type: 'quarantined', address: 'member/store/cart', because: `a\u001b[2Jb\r${'x'.repeat(2000)}` }))!;
  expect(facts.because).toMatch(/^a\[2Jbx+…$/);
  expect(facts.because).toHaveLength(1000);
});
