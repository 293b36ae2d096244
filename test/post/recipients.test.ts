import { describe, expect, it } from 'vitest';
import { recipientsMeant } from '../../src/post/recipients.ts';
import { person } from '../../src/state/mail.ts';
import { seat, shop } from './seats.ts';

const from = 'member/store/cart';
const watch = { ...seat('store/watch', 'engineer'), isReachable: false };

describe('a name means', () => {
  it.each([
    ['pm', { to: ['member/store/pm'] }],
    ['search', { to: ['member/store/search'] }],
    ['api/pm', { to: ['member/api/pm'] }],
    ['member/api/core', { to: ['member/api/core'] }],
    ['core', { to: ['member/api/core'] }],
    ['orchestrator', { to: ['member/orchestrator'] }],
    ['person', { to: [person] }],
    ['role:coder', { to: ['member/api/core'], channel: 'role:coder' }],
    ['project:store', { to: ['member/store/pm', 'member/store/search'], channel: 'project:store' }],
    ['all', { to: ['member/orchestrator', 'member/store/pm', 'member/store/search', 'member/api/pm', 'member/api/core'], channel: 'all' }],
  ])('%s: %j, for somebody of store', (name, meant) => {
    expect(recipientsMeant(name, from, [...shop, watch])).toEqual(meant);
  });

  it.each([
    ['pm', person, '"pm" may be store/pm or api/pm.', 'Name it with its project.'],
    ['serach', from, 'The team has no member "serach".', 'Did you mean store/search?'],
    ['zzzzzz', from, 'The team has no member "zzzzzz".', 'Write to orchestrator, store/pm, store/cart, store/search, api/pm, api/core, store/watch, person, role:ROLE, project:PROJECT or all.'],
    ['cart', from, 'A message goes to somebody else than who writes it.', 'coders context set keeps what you want to remember.'],
    ['watch', from, 'store/watch runs a program that coders can give no text to.', 'Name a member whose tool is an agent.'],
    ['role:poet', from, 'The team has no member in role:poet.', 'There are role:architect, role:analyst, role:coder, role:tester.'],
    ['role:tester', 'member/store/search', 'role:tester means nobody but store/search, who writes it.', 'Name somebody else.'],
    ['project:shop', from, 'The team has no member in project:shop.', 'There are project:store, project:api.'],
  ])('or nobody: %s, by %s', (name, by, problem, hint) => {
    expect(recipientsMeant(name, by, [...shop, watch])).toEqual({ problem, hint });
  });
});
