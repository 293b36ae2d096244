import { describe, expect, it } from 'vitest';
import { agentsLimit } from '../../src/manifest/rules/agents-limit.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

describe(agentsLimit.sentence, () => {
  it('is worth a warning', () => {
    const text = `limits: {agents: 2}\n${shop('pm:\nengineers:\n  cart: {count: 2}')}`;
    expect(told(text)).toMatchInlineSnapshot(`
      "warning[more-members-than-agents]: The team has 3 members, and its limit lets 2 agents run at once.
       --> team.yaml:1:18
        |
      1 | limits: {agents: 2}
        |                  ^
      help: Raise it to 3, or let fewer members be: those over the limit wait."
    `);
    expect(load(text).manifest).toBeDefined();
  });

  it('is kept', () => {
    expect(told(`limits: {agents: 3}\n${shop('pm:\nengineers:\n  cart: {count: 2}')}`)).toBe('');
  });
});
