import { wellBehaved, type Persona } from './persona.ts';

/** A name for `--persona`, with or without a value: `swallowed-enter=3`. */
interface Form {
  readonly usage: string;
  readonly does: string;
  /** Undefined for a value that can not be read. */
  read(value: string | undefined): Partial<Persona> | undefined;
}

const forms: Readonly<Record<string, Form>> = {
  'paste-window': { usage: 'paste-window[=MS]', does: 'Enter right after a paste (120 ms) breaks the line', read: (value) => whole(value ?? '120', (pasteWindowMs) => ({ pasteWindowMs })) },
  'swallowed-enter': { usage: 'swallowed-enter[=N]', does: 'each prompt takes N presses of Enter (1) without being sent', read: (value) => whole(value ?? '1', (swallowedEnters) => ({ swallowedEnters })) },
  picker: { usage: 'picker', does: 'a word that begins with / or @ opens a menu, and Enter closes it first', read: plain({ hasPicker: true }) },
  ghost: { usage: 'ghost', does: 'a faint suggestion stands in the empty prompt line', read: plain({ suggestion: 'Try "write the tests"' }) },
  'silent-stop': { usage: 'silent-stop', does: 'turns end without a sign', read: plain({ stopsSilently: true }) },
  silence: { usage: 'silence[=MS]', does: 'each turn begins with silence (210000), as on error 429', read: (value) => whole(value ?? '210000', (silenceMs) => ({ silenceMs })) },
  limit: { usage: 'limit[=MS]', does: 'turns meet a usage limit; with MS it says when it ends, and goes on then', read: (value) => (value === undefined ? { limit: {} } : whole(value, (lastsMs) => ({ limit: { lastsMs } }))) },
  trust: { usage: 'trust', does: 'asks at its start whether the directory is trusted', read: plain({ asksForTrust: true }) },
  'early-exit': { usage: 'early-exit[=MS]', does: 'ends with exit code 1 after a second', read: (value) => whole(value ?? '1000', (lifetimeMs) => ({ lifetimeMs })) },
};

/** How each persona is written, and what it does. */
export const personaUsages: readonly (readonly [usage: string, does: string])[] = Object.values(forms).map(({ usage, does }) => [usage, does]);

/** One agent with all the manners named; a sentence where one can not be read. */
export function readPersona(names: readonly string[]): Persona | string {
  let persona = wellBehaved;
  for (const text of names) {
    const [, name = '', , value] = /^([^=]*)(=(.*))?$/s.exec(text) ?? [];
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    const manners = form?.read(value);
    if (manners === undefined) return `"--persona" is given "${text}". ${form === undefined ? `Personas are ${Object.keys(forms).join(', ')}` : `It is written as "${form.usage}"`}.`;
    persona = { ...persona, ...manners };
  }
  return persona;
}

function plain(manners: Partial<Persona>): Form['read'] {
  return (value) => (value === undefined ? manners : undefined);
}

function whole(value: string, use: (number: number) => Partial<Persona>): Partial<Persona> | undefined {
  return /^\d{1,9}$/.test(value) ? use(Number(value)) : undefined;
}
