import { warning } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import { takersOf } from './mission-members.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

export const missionModel: Rule = {
  name: 'mission-model',
  sentence: 'A mission is for a model that one of those who may do it has.',
  *check(draft) {
    for (const entry of missionsOf(draft)) {
      const { name, path, mission: { model } } = entry;
      const models = [...new Set(takersOf(entry, draft).map((member) => member.model))];
      if (model === undefined || models.length === 0 || models.includes(model)) continue;
      const guess = nearest(model, models);
      yield warning('model-of-nobody', `The mission ${quote(name)} is for the model ${quote(model)}, and nobody who may do it has that: whoever is free does it.`, {
        place: valuePlace(draft.root, [...path, 'model']),
        hint: guess === undefined ? `They have ${together(models.map(quote))}.` : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};
