import { expect, it } from 'vitest';
import { missionTypes, priorities } from '../../src/manifest/mission.ts';
import { modelTier, tiersAbove } from '../../src/missions/model-tier.ts';

it('the model tier follows from what is to be done', () => {
  const rows = missionTypes.map((type) => [type, ...priorities.map((priority) => modelTier({ type, priority }) ?? '')].map((cell) => cell.padEnd(11)).join('').trimEnd());
  expect(`\n${['', ...priorities].map((cell) => cell.padEnd(11)).join('').trimEnd()}\n${rows.join('\n')}\n`).toMatchInlineSnapshot(`
    "
               critical   high       normal     low
    coding     opus       haiku      haiku      haiku
    review     opus       sonnet     sonnet     sonnet
    analysis   opus       sonnet     sonnet     sonnet
    synthesis  opus       opus       opus       opus
    extraction opus       haiku      haiku      haiku
    general    opus       haiku      haiku      haiku
    "
  `);
});

it('the table is data: another one decides otherwise', () => {
  const table = [{ type: 'coding', tier: 'gpt-5' }] as const;
  expect(modelTier({ type: 'coding', priority: 'critical' }, table)).toBe('gpt-5');
  expect(modelTier({ type: 'review', priority: 'critical' }, table)).toBeUndefined();
});

it('what a manifest says stands above the usual table, line by line, and of two that fit that of the priority', () => {
  const table = tiersAbove([{ priority: 'critical', tier: 'sonnet' }, { priority: 'low', tier: 'flash' }, { type: 'review', tier: 'opus' }, { type: 'coding', tier: 'gpt-5' }]);
  const tier = (type: (typeof missionTypes)[number], priority: (typeof priorities)[number] = 'normal') => modelTier({ type, priority }, table);
  expect([tier('general', 'critical'), tier('review', 'low'), tier('review'), tier('coding'), tier('synthesis'), tier('general')]).toEqual(['sonnet', 'flash', 'opus', 'gpt-5', 'opus', 'haiku']);
});
