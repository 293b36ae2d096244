import { either } from '../../diagnostics/words.ts';
import { displayWidth, truncate } from '../../util/display-width.ts';
import { blockers, type MissionStates } from '../../missions/readiness.ts';
import { stateMarks } from '../../missions/state-marks.ts';
import { isAskedFor, type StateFilter } from '../../missions/state-filter.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { recordJson } from './mission-json.ts';
import { calledIn, statePaint, whereabouts } from './mission-words.ts';
import { palette } from './palette.ts';

/** The missions of a team, in the order added. */
export interface MissionList {
  readonly team: string;
  readonly records: readonly MissionRecord[];
  readonly states: MissionStates;
  /** Whether those that are done are shown as well. */
  readonly all: boolean;
  readonly projects: readonly string[];
  /** Only those that one of these means; empty where all are asked for. */
  readonly filters: readonly StateFilter[];
}

export interface ListStyle {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
  readonly columns: number;
}

/** A line a mission: its sign and name, its state, its priority where it is not the usual one, and whose it is or what it waits for. */
export function missionListText(list: MissionList, { now, color, columns }: ListStyle): string {
  const paints = palette(color);
  const shown = shownOf(list);
  const called = calledIn(list.projects);
  const rows = shown.map((record) => ({
    record,
    name: called(record.mission.address),
    priority: record.mission.priority === 'normal' ? '' : record.mission.priority,
    where: whereabouts(record, { now, called, blocking: blockers(record, list.states) }),
  }));
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));
  const widths = { name: widest(rows.map(({ name }) => name)), state: widest(rows.map(({ record }) => record.state.state)), priority: widest(rows.map(({ priority }) => priority)) };
  const lines = rows.map(({ record: { state: { state } }, name, priority, where }) => {
    const lead = `${stateMarks[state]} ${name.padEnd(widths.name)}  `;
    const urgency = widths.priority === 0 ? '' : `${priority.padEnd(widths.priority)}  `;
    const room = Math.max(20, columns - displayWidth(lead) - widths.state - 2 - displayWidth(urgency));
    return `${lead}${statePaint(state, paints)(state.padEnd(widths.state))}  ${urgency}${truncate(oneLine(where), room)}`.trimEnd();
  });
  return [...lines, ...summary(list, shown.length).map(paints.faint)].join('\n');
}

/** What is left to say below the lines. */
function summary({ records, all, team, filters }: MissionList, shown: number): readonly string[] {
  if (records.length === 0) return [`Team ${team} has no missions.`];
  if (filters.length > 0) return [`${shown === 0 ? 'None' : shown} of ${records.length} ${shown === 1 ? 'is' : 'are'} ${either(filters)}.`];
  const done = records.filter(({ state }) => state.state === 'done').length;
  if (all || done === 0) return [];
  return [shown === 0 ? `All ${done} missions are done. --all shows them.` : `${done} of ${records.length} done. --all shows ${done === 1 ? 'it' : 'them'}.`];
}

function shownOf({ records, all, filters, states }: MissionList): readonly MissionRecord[] {
  if (filters.length > 0) return records.filter((record) => filters.some((filter) => isAskedFor(record, filter, states)));
  return all ? records : records.filter(({ state }) => state.state !== 'done');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** As `schemas/mission-list.schema.json` describes it. */
export function missionListJson(list: MissionList) {
  return { version: 1, team: list.team, missions: shownOf(list).map((record) => recordJson(record, blockers(record, list.states))) };
}
