import { describe, expect, it } from 'vitest';
import { mayTalk, untalked } from '../../src/post/may-talk.ts';
import { person, type Correspondent } from '../../src/state/mail.ts';
import { seat, shop } from './seats.ts';

const everybody: readonly Correspondent[] = [...shop.map(({ address }) => address), person];

/** To whom each may write of its own accord. */
function ways(seats = shop): Record<string, string> {
  return Object.fromEntries(seats.map(({ address }) => [address.replace('member/', ''), everybody.filter((to) => to !== address && mayTalk(address, to, seats)).map((to) => to.replace('member/', '')).join(' ')]));
}

describe('who may write to whom', () => {
  it('is hub and spoke: engineer, PM, orchestrator, person; and the engineers of a project', () => {
    expect(ways()).toEqual({
      orchestrator: 'store/pm api/pm person',
      'store/pm': 'orchestrator store/cart store/search',
      'store/cart': 'store/pm store/search',
      'store/search': 'store/pm store/cart',
      'api/pm': 'orchestrator api/core',
      'api/core': 'api/pm',
    });
  });

  it('goes past who is not there: an engineer without a PM reports to the orchestrator, and whoever has nobody to a person', () => {
    const flat = [seat('orchestrator', 'orchestrator'), seat('store/cart', 'engineer')];
    expect(ways(flat)).toEqual({ orchestrator: 'store/cart person', 'store/cart': 'orchestrator' });
    expect(ways([seat('store/cart', 'engineer')])).toEqual({ 'store/cart': 'person' });
    expect(ways([seat('store/pm', 'pm'), seat('api/pm', 'pm')])).toEqual({ 'store/pm': 'person', 'api/pm': 'person' });
  });

  it.each([
    [['api/core'], 'store/pm api/core'],
    [['search'], 'store/pm store/search'],
    [['role:tester'], 'store/pm store/search'],
    [['project:api', 'person'], 'store/pm api/pm api/core person'],
    [['all'], 'orchestrator store/pm store/search api/pm api/core'],
    [[], 'store/pm'],
  ])('is for who talks_to %j: %s', (talksTo, wanted) => {
    const seats = shop.map((one) => (one.address === 'member/store/cart' ? { ...one, talksTo } : one));
    expect(ways(seats)['store/cart']).toBe(wanted);
  });

  it('is everybody for a person', () => {
    expect(everybody.filter((to) => to !== person).every((to) => mayTalk(person, to, shop))).toBe(true);
  });

  it('is nobody for who is no member any more', () => {
    expect(mayTalk('member/store/gone', 'member/store/pm', shop)).toBe(false);
  });
});

describe('what is refused', () => {
  it.each([
    ['store/cart', ['orchestrator'], 'store/cart may not write to orchestrator.', 'Send it to store/pm, who may carry it.'],
    ['store/cart', ['api/core'], 'store/cart may not write to api/core.', 'Send it to store/pm, who may carry it, by orchestrator and api/pm.'],
    ['orchestrator', ['store/cart', 'api/core'], 'orchestrator may not write to store/cart and 1 more of them.', 'Send it to store/pm, who may carry it.'],
    ['api/core', [person], 'api/core may not write to a person.', 'Send it to api/pm, who may carry it, by orchestrator.'],
  ])('%s to %j names who may carry it', (from, to, problem, hint) => {
    expect(untalked({ from: `member/${from}`, to: to.map((one) => (one === person ? one : `member/${one}`)) }, shop)).toEqual({ problem, hint });
  });

  it('where nobody between them may, a person may', () => {
    const apart = [seat('store/cart', 'engineer'), seat('api/core', 'engineer')];
    expect(untalked({ from: 'member/store/cart', to: ['member/api/core'] }, apart)?.hint).toBe('A person may carry it.');
  });

  it('is no answer to what one was asked', () => {
    const asked = { from: person, to: ['member/api/core'] };
    expect(untalked({ from: 'member/api/core', to: [person] }, shop, asked)).toBeUndefined();
    expect(untalked({ from: 'member/store/cart', to: [person] }, shop, asked)).toBeDefined();
    expect(untalked({ from: 'member/api/core', to: ['member/store/cart'] }, shop, asked)).toBeDefined();
  });
});
