import type { Key } from '../../util/terminal-keys.ts';
import type { Persona } from './persona.ts';

/** What a press of Enter does. */
export type Effect = 'sends' | 'breaks the line' | 'closes the menu' | 'does nothing';

/** The Enter key as a persona takes it: what it does depends on the keys before it. */
export class EnterKey {
  readonly #persona: Persona;
  #pastedAt = Number.NEGATIVE_INFINITY;
  #swallowed = 0;
  #menuClosedFor: string | undefined;

  constructor(persona: Persona) {
    this.#persona = persona;
  }

  /** To be told of every key, `now` in milliseconds by any steady clock. */
  heard(key: Key, now: number): void {
    if (key.kind === 'paste') this.#pastedAt = now;
  }

  /** What it does to this draft. */
  pressed(draft: string, now: number): Effect {
    if (now - this.#pastedAt < this.#persona.pasteWindowMs) return 'breaks the line';
    if (this.showsMenu(draft)) {
      this.#menuClosedFor = draft;
      return 'closes the menu';
    }
    if (draft.trim() !== '' && this.#swallowed < this.#persona.swallowedEnters) {
      this.#swallowed += 1;
      return 'does nothing';
    }
    this.#swallowed = 0;
    this.#menuClosedFor = undefined;
    return 'sends';
  }

  showsMenu(draft: string): boolean {
    return this.#persona.hasPicker && draft !== this.#menuClosedFor && /(^|\s)[/@]\S*$/.test(draft);
  }
}
