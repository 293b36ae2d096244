import type { Draft } from '../util/line-editor.ts';
import { isDown, isSame, type Happening, type MemberName, type MemberSight, type TeamSight } from './sight.ts';
import { treeOf, type TreeRow } from './tree.ts';

/** All that the view shows. */
export interface WatchState {
  /** Whether the teams were looked at yet. */
  readonly hasLooked: boolean;
  readonly sights: readonly TeamSight[];
  /** The latest last. */
  readonly happenings: readonly Happening[];
  /** The member that the keys are for; absent where there is none. */
  readonly selected?: MemberName;
  readonly mode: Mode;
  /** What the last key led to, until the next one. */
  readonly notice?: Notice;
}

export interface Notice {
  readonly text: string;
  readonly isFailure: boolean;
}

/** Who reads the keys. */
export type Mode =
  | { readonly kind: 'tree' }
  | { readonly kind: 'page'; readonly title: string; readonly lines: readonly string[]; /** The first line that is shown. */ readonly top: number }
  | { readonly kind: 'writing'; readonly to: MemberName; readonly draft: Draft }
  | { readonly kind: 'asking'; readonly question: string; readonly order: Order };

/** What a key asks the world for. */
export type Order =
  | { readonly do: 'quit' }
  | { readonly do: 'redraw' }
  | { readonly do: 'attach' | 'toggle-hold' | 'restart' | 'why'; readonly member: MemberName }
  | { readonly do: 'send'; readonly member: MemberName; readonly text: string };

export const emptyState: WatchState = { hasLooked: false, sights: [], happenings: [], mode: { kind: 'tree' } };

/** The lines of the tree, as they are shown. */
export function treeIn({ sights }: Pick<WatchState, 'sights'>): readonly TreeRow[] {
  return treeOf(sights, (sight) => !isDown(sight));
}

/** With new sights; the selection stays with its member, and goes to the first where that one is gone. */
export function withSights(state: WatchState, sights: readonly TeamSight[]): WatchState {
  return select({ ...state, hasLooked: true, sights }, state.selected);
}

const mostHappenings = 2000;

/** With what happened since. */
export function withHappenings(state: WatchState, news: readonly Happening[]): WatchState {
  return { ...state, happenings: [...state.happenings, ...news].slice(-mostHappenings) };
}

/** The last thing that happened to a member. */
export function lastOf(name: MemberName, happenings: readonly Happening[]): Happening | undefined {
  return happenings.findLast(({ team, address }) => address !== undefined && isSame(name, { team, address }));
}

export function memberIn({ sights }: Pick<WatchState, 'sights'>, { team: wanted, address }: MemberName): MemberSight | undefined {
  return sights.find(({ team }) => team.name === wanted)?.members.find(({ status }) => status.member.address === address);
}

/** With the selection moved by so many members; it stops at both ends. */
export function moved(state: WatchState, by: number): WatchState {
  const names = namesIn(state);
  const index = names.findIndex((name) => isSame(name, state.selected));
  return select(state, names[Math.max(0, Math.min(index + by, names.length - 1))]);
}

function select({ selected: _before, ...state }: WatchState, wanted: MemberName | undefined): WatchState {
  const names = namesIn(state);
  const selected = names.find((name) => isSame(name, wanted)) ?? names[0];
  return selected === undefined ? state : { ...state, selected };
}

function namesIn(state: Pick<WatchState, 'sights'>): readonly MemberName[] {
  return treeIn(state).flatMap((row) => (row.kind === 'member' ? [row.name] : []));
}
