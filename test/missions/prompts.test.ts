import { describe, expect, it } from 'vitest';
import { escalationPrompt, missionPrompt, questionFor, stopPrompt, type Dependency } from '../../src/missions/prompts.ts';
import type { MissionTry } from '../../src/state/mission.ts';
import { lease, minuteMs, now, record, states, type Given } from './records.ts';

const to = lease.by;
const failed: MissionTry = { by: to, epoch: 2, startedAt: now, endedAt: now, result: 'failed', because: 'npm test ended with 1\n\nAssertionError: expected 404 to be 200' };
const lost: MissionTry = { ...failed, result: 'lost', because: 'its prompt did not reach "shop/cart"' };

function told(given: Given = {}, dependencies: readonly Dependency[] = []): string {
  return missionPrompt(record('cart-api', given), to, { dependencies }).text;
}

describe('what a member is told of its mission', () => {
  it('is all of it, and how to say what became of it', () => {
    const settings = {
      brief: 'Add the cart endpoints.\n\nAs in the spec, chapter 3.',
      context: ['/work/shop/specs/cart.md', '/work/shop/src/api.ts'],
      after: ['model', 'tokens', 'notes'],
      accept: { run: ['npm test', 'npm run lint'], commits: 2, files: ['src/**/*.ts', 'test/**'], timeoutMs: 10 * minuteMs },
    };
    const dependencies: Dependency[] = [
      { mission: 'mission/shop/model', commit: 'c0ffee', isThere: true },
      { mission: 'mission/shop/tokens', commit: 'f00d', isThere: false },
      { mission: 'mission/shop/prices', commit: 'beef' },
      { mission: 'mission/shop/notes' },
    ];
    expect(`\n${told({ mission: settings }, dependencies)}\n`).toMatchInlineSnapshot(`
      "
      Mission shop/cart-api. You have 2h for it.

      Add the cart endpoints.

      As in the spec, chapter 3.

      Read first:
        /work/shop/specs/cart.md
        /work/shop/src/api.ts

      It builds on missions that are done:
        shop/model, commit c0ffee, which is in your branch already.
        shop/tokens, commit f00d: merge it into your branch first (git merge f00d).
        shop/prices, commit beef: unless it is in your branch already, merge it first (git merge beef).
        shop/notes, which has no commit.

      When you say that it is done, the runner checks your last commit, so commit all of it:
        at least 2 commits from now on
        a file changed from now on for each of: src/**/*.ts, test/**
        this succeeds: npm test
        this succeeds: npm run lint
        together they take no longer than 10m

      When it is done, run: coders mission done
      If you cannot do it, run: coders mission fail "why"
      Where that is not found: call the tool "mission" of the server "coders", action "complete" or "fail".
      "
    `);
  });

  it('is short where little is said', () => {
    expect(`\n${told({ mission: { accept: { run: [], commits: 0, files: [], timeoutMs: minuteMs } } })}\n`).toMatchInlineSnapshot(`
      "
      Mission shop/cart-api. You have 2h for it.

      Do cart-api.

      When it is done, run: coders mission done
      If you cannot do it, run: coders mission fail "why"
      Where that is not found: call the tool "mission" of the server "coders", action "complete" or "fail".
      "
    `);
  });

  it('has why the last try failed, if one did', () => {
    expect(`\n${told({ mission: { retries: 2 }, tries: [failed, lost] })}\n`).toMatchInlineSnapshot(`
      "
      Mission shop/cart-api, try 2 of 3. You have 2h for it.

      Do cart-api.

      The last try failed. See why, and go on from what is there:

      npm test ended with 1

      AssertionError: expected 404 to be 200

      When you say that it is done, the runner checks your last commit, so commit all of it:
        this succeeds: npm test
        it takes no longer than 10m

      When it is done, run: coders mission done
      If you cannot do it, run: coders mission fail "why"
      Where that is not found: call the tool "mission" of the server "coders", action "complete" or "fail".
      "
    `);
    expect(told({ tries: [lost] })).not.toContain('last try');
    expect(told({ tries: [{ ...failed, by: 'member/shop/search' }] })).toContain('The last try, by shop/search, failed. See why:');
  });

  it('counts what was done in the last try of the same member', () => {
    const given = record('cart-api', { mission: { accept: { run: [], commits: 1, files: ['src/**'], timeoutMs: minuteMs } }, state: states.ready, tries: [failed] });
    const { text } = missionPrompt(given, to, { dependencies: [], isContinued: true });
    expect(text).toContain('  at least 1 commit since you began with it\n  a file changed since you began with it for each of: src/**');
  });

  it('stays bounded however much was put out', () => {
    const because = `npm test ended with 1\n${'x'.repeat(100_000)}\nthe end`;
    const text = told({ tries: [{ ...failed, because }] });
    expect(Buffer.byteLength(text)).toBeLessThan(5000);
    expect(text).toContain('the end');
  });

  it.each(['!ls', '/clear', '# title', '- item'])('begins with no word that a tool takes for itself, as %s would be', (brief) => {
    expect(told({ mission: { brief } })).toMatch(/^Mission shop\/cart-api[.]/);
  });

  it('has one id for each try, and goes to a member at rest', () => {
    expect(missionPrompt(record('cart-api', { tries: [failed, lost] }), to, { dependencies: [] })).toMatchObject({ id: 'mission:shop/cart-api:3', to, when: 'idle' });
  });
});

it('what else is said of a mission is short, and says what to do', () => {
  const working = record('cart-api', { state: states.working });
  const over = record('cart-api', { state: states.failed, tries: [failed] });
  expect([questionFor(working, to), stopPrompt(working, to, { because: 'Ann said so\nlong story' }), escalationPrompt(over, 'member/shop/pm', { because: failed.because! })]).toMatchInlineSnapshot(`
    [
      {
        "id": "mission:shop/cart-api:1:ask",
        "text": "What became of the mission shop/cart-api? If it is done, run: coders mission done
    If you cannot do it, run: coders mission fail "why"
    If neither, go on with it.",
        "to": "member/shop/cart",
        "when": "idle",
      },
      {
        "id": "mission:shop/cart-api:1:stop",
        "text": "Stop your work on the mission shop/cart-api: Ann said so. Leave what you have committed; what you say of this mission no longer counts.",
        "to": "member/shop/cart",
        "when": "next-turn",
      },
      {
        "id": "mission:shop/cart-api:1:told",
        "text": "The mission shop/cart-api has failed, and is not tried again by itself. It was with shop/cart. See what is wrong; then: coders mission retry shop/cart-api

    npm test ended with 1

    AssertionError: expected 404 to be 200",
        "to": "member/shop/pm",
        "when": "idle",
      },
    ]
  `);
});
