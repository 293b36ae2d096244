import { basisOf } from '../../plan/basis.ts';
import { countsOf, phraseOf } from '../../plan/phrases.ts';
import type { Plan, Step } from '../../plan/plan.ts';

/** A plan for scripts, as `schemas/plan.schema.json` describes it. Briefs and environments stay out: they hold secrets. */
export function planJson(plan: Plan) {
  return {
    version: 1,
    team: plan.team,
    basis: basisOf(plan),
    steps: plan.steps.map(stepJson),
    untouched: plan.untouched,
    refused: plan.refused,
    deferred: plan.deferred.map(({ path, place }) => ({ path, file: place.file, line: place.start.line, column: place.start.column })),
    elsewhere: plan.elsewhere.map(({ address, host }) => ({ address, host })),
    summary: countsOf(plan.steps),
  };
}

export function stepJson(step: Step) {
  const { id, address, action, cause, impact, differences, after, waits, destroys } = step;
  return { id, address, action: action.type, does: phraseOf(step).words, cause, impact, differences, after, ...(waits === undefined ? {} : { waits }), ...(destroys === undefined ? {} : { destroys }) };
}
