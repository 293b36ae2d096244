import { error, warning } from '../../diagnostics/problem.ts';
import { keyPlace } from '../located.ts';
import { seatName, staffCheckins } from './checkin-staff.ts';
import type { Rule } from './rule.ts';

export const checkinEscalation: Rule = {
  name: 'checkin-escalation',
  sentence: 'A check-in that is told to a superior when it is unanswered says after how long, and there is one.',
  *check(draft) {
    for (const { at, written, member } of staffCheckins(draft)) {
      if (written.to === undefined) continue;
      const place = keyPlace(draft.root, [...at, 'to']);
      if (written.answer_within === undefined) {
        yield error('escalation-without-time', 'The check-in has `to: parent`, and does not say how long its member has for an answer.', { place, hint: 'Add `answer_within: 20m`, or remove `to`.' });
      } else if (!hasSuperior(member, draft)) {
        yield warning('no-superior', `${seatName(member)} reports to nobody: who does not answer is told of in the events only.`, { place, hint: 'Remove `to`, or add a PM or an orchestrator.' });
      }
    }
  },
};

function hasSuperior({ seat, project }: { readonly seat: string; readonly project?: string }, { manifest: { orchestrator, projects } }: Parameters<Rule['check']>[0]): boolean {
  if (seat === 'orchestrator') return false;
  const manager = projects.find(({ name }) => name === project)?.members.some((member) => member.seat === 'pm') ?? false;
  return orchestrator !== undefined || (seat === 'engineer' && manager);
}
