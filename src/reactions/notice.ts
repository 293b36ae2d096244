import { filledText } from '../manifest/placeholders.ts';
import type { NotifyTarget, Severity } from '../manifest/reaction.ts';
import { workNow } from '../schedule/working-hours.ts';
import { withText, type Facts } from './facts.ts';

/** Something that a target is to be told. */
export interface Notice {
  readonly target: string;
  readonly facts: Facts;
}

/** What is said of an event; a step may say something else, and that it is graver. */
export function noticeOf(target: string, facts: Facts, { text, severity = facts.severity }: { readonly text?: string; readonly severity?: Severity } = {}): Notice {
  const said = text === undefined ? facts : { ...facts, text: filledText(text, facts) };
  return { target, facts: { ...said, severity } };
}

/** What is the same news for a target: the same that happened to the same, whatever was the reason. */
export function sameNews({ target, facts: { event, member, mission } }: Notice): string {
  return [target, event, mission === '' ? member : mission].join(' ');
}

/** Whether the same was told so lately that it need not be told again. */
export function isRepeated(toldAt: number | undefined, { sameWithinMs }: Pick<NotifyTarget, 'sameWithinMs'>, now: number): boolean {
  return toldAt !== undefined && toldAt <= now && toldAt > now - sameWithinMs;
}

/** When it may be told, in milliseconds since the Unix epoch: what is no error waits for the end of quiet hours. */
export function tellableAt({ facts: { severity } }: Notice, { quietHours }: Pick<NotifyTarget, 'quietHours'>, now: number): number {
  if (severity === 'error' || quietHours === undefined) return now;
  const { open: isQuiet, until } = workNow({ ...quietHours, onStop: 'park' }, now);
  return isQuiet ? until : now;
}

/** How much of a digest is told: what is told to the strictest of the usual services has 2000 characters at most. */
const mostCharacters = 1500;

/** Several notices for one target as one; a single one is left as it is. */
export function digest(notices: readonly [Notice, ...Notice[]], timezone?: string): Notice {
  const [first, ...others] = notices;
  if (others.length === 0) return { ...first, facts: { ...first.facts, text: bounded(first.facts.text) } };
  const { team } = first.facts;
  const severity = (['error', 'warning', 'info'] as const).find((one) => notices.some(({ facts }) => facts.severity === one))!;
  const lines = notices.map(({ facts }) => `${timeOfDay(facts.at, timezone)} ${facts.text.replace(/\s*\n\s*/g, ': ')}`);
  const empty = Object.fromEntries(Object.keys(first.facts).map((name) => [name, '']));
  const facts = withText({ ...empty, event: 'digest', id: first.facts.id, at: first.facts.at, severity, team, project: '', member: '', mission: '', title: `${team}: ${notices.length} things happened`, because: fitting(lines) });
  return { target: first.target, facts };
}

function fitting(lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const next = `${text}${index === 0 ? '' : '\n'}${short(line)}`;
    if (next.length > mostCharacters) return `${text}\n… and ${lines.length - index} more: coders events has them.`;
    text = next;
  }
  return text;
}

function short(line: string): string {
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

function bounded(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}

function timeOfDay(at: string, timezone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timezone === undefined ? {} : { timeZone: timezone }) }).format(new Date(at));
}
