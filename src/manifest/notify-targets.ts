import { durationMs } from '../util/duration.ts';
import type { Path } from './located.ts';
import { usualReaction, type DailyHours, type NotifyTarget, type NotifyWay } from './reaction.ts';
import { environmentAt, folderAt, type Source } from './source.ts';
import type { WrittenNotifyTarget, WrittenWebhook } from './written.ts';

/** Where the team's news go, in the order written. One that says no way to go, which a rule reports, is left out. */
export function notifyTargets(source: Source): readonly NotifyTarget[] {
  return Object.entries(source.written.notify ?? {}).flatMap(([name, written]) => {
    const by = wayOf(['notify', name], written, source);
    return by === undefined ? [] : [targetOf(name, written, by)];
  });
}

function targetOf(name: string, written: WrittenNotifyTarget, by: NotifyWay): NotifyTarget {
  const { severity, quiet_hours: quiet = '', timezone, same_within: sameWithin = '' } = written;
  const hours = dailyHours(quiet, timezone);
  return {
    name,
    by,
    ...(severity === undefined ? {} : { severity }),
    ...(hours === undefined ? {} : { quietHours: hours }),
    sameWithinMs: durationMs(sameWithin) ?? usualReaction.sameWithinMs,
  };
}

/** `22:00-07:00`; undefined for a text that is no such hours. */
export function dailyHours(text: string, timezone?: string): DailyHours | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (toMinute === undefined) return undefined;
  return { start: daily(fromHour, fromMinute), stop: daily(toHour, toMinute), ...(timezone === undefined ? {} : { timezone }) };
}

function daily(hour: string | undefined, minute: string | undefined): string {
  return `${Number(minute)} ${Number(hour)} * * *`;
}

function wayOf(path: Path, { desktop, webhook, command }: WrittenNotifyTarget, source: Source): NotifyWay | undefined {
  if (command !== undefined) return { type: 'command', words: command, directory: folderAt(source, path) };
  if (webhook !== undefined) {
    const { url, method = 'POST', json } = webhookOf(webhook);
    return { type: 'webhook', url, method, headers: environmentAt(source, [...path, 'webhook', 'headers']), ...(json === undefined ? {} : { json }) };
  }
  return desktop === true ? { type: 'desktop' } : undefined;
}

/** An address alone is short for a map that has only that. */
export function webhookOf(webhook: string | WrittenWebhook): WrittenWebhook {
  return typeof webhook === 'string' ? { url: webhook } : webhook;
}
