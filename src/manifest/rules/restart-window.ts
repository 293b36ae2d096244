import { error } from '../../diagnostics/problem.ts';
import { formatDuration } from '../../util/duration.ts';
import { valuePlace, type Path } from '../located.ts';
import type { RestartPolicy } from '../manifest.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { firstWritten } from './written-things.ts';

export const restartWindow: Rule = {
  name: 'restart-window',
  sentence: 'So many crashes as put a member into quarantine fit into their window.',
  *check(draft) {
    const told = new Set<string>();
    for (const { member, seat } of draft.staff) {
      const path = whereSaid(seat.path, draft);
      const fault = faultIn(member.care.restart);
      const once = JSON.stringify([path, fault]);
      if (path === undefined || fault === undefined || told.has(once)) continue;
      told.add(once);
      yield error('short-window', fault.message, { place: valuePlace(draft.root, path), hint: fault.hint });
    }
  },
};

function faultIn({ policy, max, windowMs, backoff }: RestartPolicy): { readonly message: string; readonly hint: string } | undefined {
  const pausesMs = pausesBetween(max, backoff);
  if (policy === 'never' || backoff.firstMs > backoff.mostMs || pausesMs < windowMs) return undefined;
  return {
    message: `There are never ${max} crashes within ${formatDuration(windowMs)}: the pauses between them alone take ${formatDuration(pausesMs)}.`,
    hint: `Nothing would ever put the member into quarantine. Make \`window\` longer than ${formatDuration(pausesMs)}, \`max\` smaller, or the pauses of \`backoff\` shorter.`,
  };
}

/** How long the pauses between so many crashes take: none after the first, then each twice as long as the one before it, up to the longest. */
function pausesBetween(crashes: number, { firstMs, mostMs }: RestartPolicy['backoff']): number {
  const pauses = Array.from({ length: Math.max(0, crashes - 2) }, (_, index) => Math.min(firstMs * 2 ** index, mostMs));
  return pauses.reduce((sum, pauseMs) => sum + pauseMs, 0);
}

/** The setting to look at first: the member's own before the defaults', the window before the others. */
function whereSaid(seat: Path, draft: Draft): Path | undefined {
  return firstWritten(draft, [seat, ['defaults']].flatMap((owner) => ['window', 'max', 'backoff'].map((field) => [...owner, 'restart', field])));
}
