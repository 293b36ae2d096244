import { add } from './add.ts';
import { cancel } from './cancel.ts';
import { done } from './done.ts';
import { fail } from './fail.ts';
import { graph } from './graph.ts';
import { handoff } from './handoff.ts';
import { list } from './list.ts';
import { retry } from './retry.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import type { MissionVerb } from './verb.ts';

/** Every word behind `coders mission`. */
export const missionVerbs: readonly MissionVerb[] = [add, list, show, start, done, fail, retry, cancel, handoff, graph, stats];
