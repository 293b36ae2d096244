import type { MissionResult } from '../../reconcile/results.ts';
import type { MergeNote } from '../../state/discipline.ts';
import { moments } from './moments.ts';
import type { Results } from './results.ts';

/** As `schemas/results.schema.json` describes it. */
export function resultsJson({ team, missions }: Results) {
  return { version: 1, team, missions: missions.map(resultJson) };
}

function resultJson({ record: { mission: { address }, state }, change, acceptance, merge, tag, closingWords }: MissionResult) {
  return {
    mission: address,
    state: state.state,
    ...('because' in state && state.because !== undefined ? { because: state.because } : {}),
    ...(state.state === 'done' ? { by: state.by, ...moments({ at: state.at }), ...(state.commit === undefined ? {} : { commit: state.commit }) } : {}),
    ...(change === undefined ? {} : { commits: change.commits, files: change.files }),
    ...(acceptance === undefined ? {} : { acceptance: { output: acceptance.output, ...moments({ at: acceptance.at }), ...(acceptance.commit === undefined ? {} : { commit: acceptance.commit }) } }),
    ...(merge === undefined ? {} : { merge: mergeJson(merge) }),
    ...(tag === undefined ? {} : { tag }),
    ...(closingWords === undefined ? {} : { closingWords }),
  };
}

function mergeJson(merge: MergeNote) {
  return {
    state: merge.state,
    commit: merge.commit,
    ...('result' in merge ? { result: merge.result } : {}),
    ...('because' in merge ? { because: merge.because } : {}),
    ...('by' in merge && merge.by !== undefined ? { by: merge.by } : {}),
    ...('at' in merge ? moments({ at: merge.at }) : {}),
  };
}
