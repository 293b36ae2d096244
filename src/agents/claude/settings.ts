import { isSpecific, type PermissionRule } from '../../manifest/permission.ts';

/** The person's own arguments, and the settings among them. */
export interface OwnArguments {
  readonly args: readonly string[];
  /** As given: JSON, or the path of a file; the last, as Claude Code takes only that. */
  readonly settings?: string;
}

/** Takes the settings out of the person's arguments: Claude Code reads one `--settings` only, so both must be in one. */
export function withoutSettings(args: readonly string[]): OwnArguments {
  const taken = args.flatMap((arg, index) => {
    if (arg === '--settings' && args[index + 1] !== undefined) return [{ from: index, count: 2, value: args[index + 1]! }];
    return arg.startsWith('--settings=') ? [{ from: index, count: 1, value: arg.slice('--settings='.length) }] : [];
  });
  const last = taken.at(-1);
  const rest = args.filter((_, index) => !taken.some(({ from, count }) => index >= from && index < from + count));
  return last === undefined ? { args } : { args: rest, settings: last.value };
}

/** Whether it is JSON itself, as Claude Code tells it apart. */
export function isInline(settings: string): boolean {
  return settings.trimStart().startsWith('{');
}

/** Fires many times a minute at most: one for each prompt, tool call and end of a turn. */
const events = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PermissionRequest', 'Notification', 'Stop', 'StopFailure', 'SessionEnd'];

/** A question may wait for a person for as long as it takes: a week. */
const timeouts: Readonly<Record<string, number>> = { PermissionRequest: 7 * 24 * 3600 };
const usualTimeout = 10;

/** The hooks that report to a spool, and keep the team's rules. */
export function hookSettings(script: string, rules: readonly PermissionRule[]): Settings {
  // A denied tool may never come to a dialog, where the permission mode needs none.
  const wanted = rules.some((rule) => rule.answer === 'deny' && isSpecific(rule)) ? ['PreToolUse', ...events] : events;
  const hook = (event: string) => ({ type: 'command', command: `/bin/sh ${quoted(script)} ${event}`, timeout: timeouts[event] ?? usualTimeout });
  return { hooks: Object.fromEntries(wanted.map((event) => [event, [{ hooks: [hook(event)] }]])) };
}

export type Settings = Readonly<Record<string, unknown>>;

/** The person's own settings with ours added; undefined where theirs are no JSON object, of which Claude Code shall speak itself. */
export function mergedSettings(ours: Settings, theirs: string): Settings | undefined {
  const own = parsed(theirs);
  if (own === undefined) return undefined;
  const hooks = { ...(own['hooks'] as Settings | undefined) };
  for (const [event, added] of Object.entries(ours['hooks'] as Settings)) hooks[event] = [...((hooks[event] as unknown[] | undefined) ?? []), ...(added as unknown[])];
  return { ...own, hooks, ...allowed(ours, own) };
}

/** What is allowed without a question: theirs and ours. */
function allowed(ours: Settings, own: Settings): Settings {
  const [added, theirs] = [ours, own].map(({ permissions }) => permissions as Settings | undefined);
  if (added === undefined) return {};
  return { permissions: { ...theirs, allow: [...((theirs?.['allow'] as unknown[] | undefined) ?? []), ...(added['allow'] as unknown[])] } };
}

function parsed(text: string): Settings | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
