import { describe, expect, it } from 'vitest';
import { missionModel } from '../../src/manifest/rules/mission-model.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionModel.sentence, () => {
  it('or it is said that this decides nothing', () => {
    expect(told(shop('engineers:\n  cart: {model: opus}\n  search: {model: haiku}\nmissions:\n  a: {model: opsu, brief: x}\n  b: {to: search, model: opus, brief: x}\n  c: {model: haiku, brief: x}'))).toMatchInlineSnapshot(`
      "warning[model-of-nobody]: The mission "a" is for the model "opsu", and nobody who may do it has that: whoever is free does it.
        --> team.yaml:10:18
         |
      10 |       a: {model: opsu, brief: x}
         |                  ^^^^
      help: Did you mean "opus"?

      warning[model-of-nobody]: The mission "b" is for the model "opus", and nobody who may do it has that: whoever is free does it.
        --> team.yaml:11:30
         |
      11 |       b: {to: search, model: opus, brief: x}
         |                              ^^^^
      help: They have "haiku"."
    `);
  });
});
