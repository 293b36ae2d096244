import type { DeclaredTool } from '../manifest/declared-tool.ts';
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

/** The part of a declared tool that a difference of `declared` belongs to. */
export function declaredPartOf(difference: Difference): keyof DeclaredTool {
  return difference.field.split('.')[1] as keyof DeclaredTool;
}

function flattened({ env, declared = { command: [], states: {} }, ...settings }: MemberSettings): Map<string, string> {
  const fields = [...Object.entries(settings).map(([field, value]) => [field, inWords(value)] as const), ...leavesOf('declared', declared)];
  const variables = Object.entries(env).map(([name, value]) => [`env.${name}`, value] as const);
  return new Map([...fields, ...variables].filter(([, value]) => value !== '[]'));
}

/** A tool of the person's own field by field, each with its path. */
function leavesOf(path: string, value: unknown): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, inWords(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(`${path}.${name}`, inner));
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A difference as people may see it: values of the environment stay hidden, and of a brief only the edit is shown. */
export function difference(field: string, old: string | undefined, now: string | undefined): Difference {
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
