import { durationMs } from '../util/duration.ts';
import { usualCheckin, type ManifestCheckin, type Trigger } from './checkin.ts';
import type { Path } from './located.ts';
import { promptKinds } from './prompts.ts';
import { fileTextAt, type Source } from './source.ts';
import type { WrittenCheckin } from './written.ts';

/** What a check-in is called in its list, from 0. */
export function checkinName({ name }: Pick<WrittenCheckin, 'name'>, index: number): string {
  return name ?? String(index + 1);
}

/** The check-ins of the member that stands at a path, in the order written, with everything spelled out. */
export function checkinsIn(member: Path, written: readonly WrittenCheckin[], source: Source): readonly ManifestCheckin[] {
  return written.flatMap((checkin, index) => {
    const trigger = triggerOf(checkin);
    return trigger === undefined ? [] : [{ name: checkinName(checkin, index), trigger, note: noteOf(checkin, [...member, 'checkins', index], source), template: checkinTemplate(source), ...settingsOf(checkin) }];
  });
}

/** Undefined where it says none, which a rule reports. */
function triggerOf({ cron, every }: WrittenCheckin): Trigger | undefined {
  if (cron !== undefined) return { cron };
  const everyMs = durationMs(every ?? '');
  return everyMs === undefined ? undefined : { everyMs };
}

function noteOf({ note }: WrittenCheckin, path: Path, source: Source): string {
  return (note ?? fileTextAt(source, [...path, 'note_file'])?.text ?? '').trim();
}

function settingsOf(written: WrittenCheckin): Omit<ManifestCheckin, 'name' | 'trigger' | 'note' | 'template'> {
  const { timezone, between, expires, to } = written;
  const answerWithinMs = durationMs(written.answer_within ?? '');
  return {
    only: written.only ?? usualCheckin.only,
    missed: written.missed ?? usualCheckin.missed,
    overlap: written.overlap ?? usualCheckin.overlap,
    jitterMs: durationMs(written.jitter ?? '') ?? usualCheckin.jitterMs,
    whenChanged: written.when_changed ?? usualCheckin.whenChanged,
    ...(timezone === undefined ? {} : { timezone }),
    ...(between === undefined ? {} : { between }),
    ...(expires === undefined ? {} : { expires }),
    ...(answerWithinMs === undefined ? {} : { answerWithinMs }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The person's own text, else the one that ships with the package. */
function checkinTemplate(source: Source): string {
  return (fileTextAt(source, ['prompts', 'checkin'])?.text ?? promptKinds.checkin.text).trim();
}
