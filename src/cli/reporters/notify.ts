import type { NotifyTarget, NotifyWay } from '../../manifest/reaction.ts';

/** A target, and how many notices wait for it. */
export interface SeenTarget {
  readonly target: NotifyTarget;
  readonly waiting: number;
}

/** A line a target: where it goes, what is sent there, and what waits. Of an address only the host is shown. */
export function targetsText(targets: readonly SeenTarget[]): string {
  if (targets.length === 0) return 'The manifest has no notification targets.';
  const rows = targets.map(({ target, waiting }) => [target.name, wayWords(target.by), whatWords(target), waiting === 0 ? '' : `${waiting} waiting`]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** As `schemas/notify.schema.json` describes it. */
export function targetsJson(team: string, targets: readonly SeenTarget[]) {
  return { version: 1, team, targets: targets.map(({ target: { name, by, severity, quietHours }, waiting }) => ({ name, by: by.type, ...(severity === undefined ? {} : { severity }), quiet_hours: quietHours !== undefined, waiting })) };
}

const ways: { readonly [Type in NotifyWay['type']]: (way: Extract<NotifyWay, { type: Type }>) => string } = {
  desktop: () => 'desktop',
  webhook: ({ url }) => `webhook at ${new URL(url).host}`,
  command: ({ words: [program = ''] }) => `command ${program}`,
};

function wayWords(by: NotifyWay): string {
  const words = ways[by.type] as (way: NotifyWay) => string; // each takes the type that it is named after
  return words(by);
}

function whatWords({ severity, quietHours }: NotifyTarget): string {
  const what = severity === undefined ? 'what on sends' : severity === 'info' ? 'all that happens' : `all that is ${severity === 'error' ? 'an error' : 'a warning or an error'}`;
  return quietHours === undefined ? what : `${what}, quiet at times`;
}
