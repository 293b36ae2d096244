import { describe, expect, it } from 'vitest';
import { usualCare, type Manifest, type Member, type Project } from '../../src/manifest/manifest.ts';
import { excerpt, inlinedBytes } from '../../src/manifest/inlined-text.ts';
import { askedIn, briefFor } from '../../src/state/brief.ts';

const start = { offset: 0, line: 1, column: 1 };
const place = { file: '/team/team.yaml', start, end: start };

function member(name: string, changes: Partial<Member> = {}): Member {
  const role = { name: 'coder', text: 'You build what the spec says.' };
  return { seat: 'engineer', project: 'shop', name, role, tool: 'claude', model: 'sonnet', directory: `/sites/${name}`, args: [], env: {}, permissions: [], care: usualCare, checkins: [], place, ...changes };
}

const pm = member('pm', { seat: 'pm', role: { name: 'architect', text: 'You plan.' } });
const cart = member('cart', { brief: 'Build the cart.', worktree: { path: '/sites/cart', branch: 'auto/cart' } });
const search = member('search');
const { project: _, ...withoutProject } = member('orchestrator', { seat: 'orchestrator', role: { name: 'oracle', text: 'You watch.' } });
const orchestrator: Member = withoutProject;

const shop: Project = {
  name: 'shop',
  repo: '/repo',
  test: 'npm test',
  spec: { path: '/team/specs/shop.md', text: '# Shop\n\nSell apples.\n' },
  members: [pm, cart, search],
  missions: [],
};
const manifest: Manifest = { team: 'fruit', file: '/team/team.yaml', directory: '/team', tmux: { socket: 'coders' }, orchestrator, projects: [shop], tests: {}, limits: {}, modelTiers: [], reactions: [], notify: [], deferred: [] };

describe('a brief', () => {
  it('is a letter that a person would like to get', () => {
    expect(briefFor(cart, shop, manifest)).toBe(`You are cart, an engineer on "shop" with the role coder, in the team "fruit". Your address is member/shop/cart.
The team is run by \`coders\`; a person reads what you did when they come back.

You do the work that you are given, and say when it is done or what it is waiting for.

## Your role

You build what the spec says.

## What you are asked to do

Build the cart.

## Where you work

Your directory is /sites/cart, a git worktree of your own on the branch auto/cart.
Work only there: every other checkout belongs to another member or to a person. Commit to that branch only, and never switch to another.

## Tests

\`npm test\` runs the project's tests. Run them before every commit.

## Your team

- You report to shop/pm (PM, architect).
- Write to others: coders message send NAME "…" (--type question, handoff, insight, …). Answer: coders message reply ID "…". What came: coders inbox.
- What all should know: coders learn "…", or coders context set KEY "…"; look first: coders context search WORD. Where coders is not found, the server "coders" has the tools "message" and "context".

## The spec

It is the file /team/specs/shop.md and says:

<spec>
# Shop

Sell apples.
</spec>`);
  });

  it('tells a PM its engineers, and an orchestrator its PMs', () => {
    expect(briefFor(pm, shop, manifest)).toContain(`- You report to the orchestrator (oracle).
- shop/cart (engineer, coder) reports to you and works in /sites/cart.
- shop/search (engineer, coder) reports to you and works in /sites/search.`);
    const told = briefFor(orchestrator, undefined, manifest);
    expect(told).toContain('- shop/pm (PM, architect) reports to you and works in /sites/pm.');
    expect(told).not.toContain('shop/cart');
  });

  it('tells an engineer without a PM to report to the orchestrator', () => {
    const flat = { ...shop, members: [cart] };
    expect(briefFor(cart, flat, { ...manifest, projects: [flat] })).toContain('- You report to the orchestrator (oracle).');
  });

  it('does not change for the others when an engineer joins', () => {
    const grown = { ...shop, members: [...shop.members, member('pay')] };
    expect(briefFor(cart, grown, { ...manifest, projects: [grown] })).toBe(briefFor(cart, shop, manifest));
  });

  it('inlines 24 KiB of a spec in whole lines, and says where the rest is', () => {
    const line = 'Sell äpples.\n';
    const text = line.repeat(3_000);
    const told = briefFor(cart, { ...shop, spec: { path: '/team/long.md', text } }, manifest);
    const shown = Math.floor(inlinedBytes / Buffer.byteLength(line));
    expect(told.split(line.trim()).length - 1).toBe(shown);
    const leftOut = (3_000 - shown) * Buffer.byteLength(line);
    expect(told).toContain(`(${leftOut} of ${Buffer.byteLength(text)} bytes are left out here: read them in /team/long.md.)`);
  });

  it.each(['!rm -rf .', '/exit', '# Title', '-p', '\0'])('never begins as a command of an agent does, whatever the person wrote: %j', (brief) => {
    expect(briefFor({ ...cart, brief }, shop, manifest)).toMatch(/^You are /);
    expect(briefFor({ ...cart, brief }, shop, manifest)).not.toContain('\0');
  });

  it('is the person\'s own text for a program of their own', () => {
    expect(briefFor({ ...cart, tool: 'command', brief: ' As it is.\n' }, shop, manifest)).toBe(' As it is.\n');
    expect(briefFor({ ...search, tool: 'command' }, shop, manifest)).toBe('');
  });
});

describe('an excerpt', () => {
  it.each([
    ['all of a short text', 'apple', 5, 'apple', 0],
    ['whole lines', 'one\ntwo\nthree', 9, 'one\ntwo\n', 5],
    ['whole characters where there are no lines', 'äää', 3, 'ä', 4],
    ['nothing of a character that does not fit', '🍏', 3, '', 4],
  ])('is %s', (_, text, bytes, shown, leftOut) => {
    expect(excerpt(text, bytes)).toEqual({ text: shown, leftOut });
  });

  it('says what a person wrote in it, wherever that stands', () => {
    expect(askedIn(briefFor(cart, shop, manifest))).toMatch(/^Build the cart\./);
    expect(askedIn(`Your brief has changed.\n\n${briefFor(cart, shop, manifest)}`)).toMatch(/^Build the cart\./);
    expect(askedIn('Go on.')).toBe('Go on.');
  });
});
