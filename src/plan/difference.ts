import type { MemberSettings } from '../state/desired.ts';
import { recordedSettings } from '../state/recorded-settings.ts';

/** One field that is not what it should be. Absent means the field has no value there. */
export interface Difference {
  readonly field: string;
  readonly old?: string;
  readonly new?: string;
}

/** Field by field, what a member was launched with against what it should run with. */
export function differencesOf(launched: MemberSettings, wanted: MemberSettings): Difference[] {
  const before = flattened(launched);
  const after = flattened(recordedSettings(wanted));
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return fields.flatMap((field) => {
    const [old, now] = [before.get(field), after.get(field)];
    return old === now ? [] : [difference(field, old, now)];
  });
}

/** The settings' field that a difference belongs to: `env` of `env.PORT`. */
export function settingOf(difference: Difference): keyof MemberSettings {
  return difference.field.split('.')[0] as keyof MemberSettings;
}

function flattened({ env, ...settings }: MemberSettings): Map<string, string> {
  const fields = Object.entries(settings).map(([field, value]) => [field, inWords(value)] as const);
  const variables = Object.entries(env).map(([name, value]) => [`env.${name}`, value] as const);
  return new Map([...fields, ...variables].filter(([, value]) => value !== '[]'));
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function difference(field: string, old: string | undefined, now: string | undefined): Difference {
  const show = field.startsWith('env.') ? () => '(hidden)' : field === 'brief' ? (text: string) => briefly(text, old, now) : (text: string) => text;
  return { field, ...(old === undefined ? {} : { old: show(old) }), ...(now === undefined ? {} : { new: show(now) }) };
}

/** A brief is pages long: the first line that differs says which edit it was. */
function briefly(text: string, old = '', now = ''): string {
  const [before, after] = [old.split('\n'), now.split('\n')];
  const at = before.findIndex((line, index) => line !== after[index]);
  const index = at < 0 ? before.length : at;
  const line = text.split('\n')[index];
  return line === undefined ? `(ends before line ${index + 1})` : `line ${index + 1}: ${line.length > 70 ? `${line.slice(0, 69)}…` : line}`;
}
