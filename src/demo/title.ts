import type { State } from './agent.ts';

const glyphs: Readonly<Record<State, string>> = { starting: '◌', working: '◆', idle: '◇', waiting: '◈' };

/** A tmux client without a UTF-8 locale reads each glyph as one or more `_`. */
const ours = /^(?:[◌◆◇◈]|_+) (starting|working|idle|waiting) /u;

/** What stands for a state at a glance. */
export function glyphOf(state: State): string {
  return glyphs[state];
}

/** The terminal's title: others read the agent's state from it. */
export function titleOf(state: State, name: string): string {
  return `${glyphs[state]} ${state} · ${name}`;
}

/** The state that a title tells; undefined for a title that is not the demo agent's. */
export function stateIn(title: string): State | undefined {
  return ours.exec(title)?.[1] as State | undefined;
}
