import { isCutShort, toldIn } from '../../checkins/moment.ts';
import type { Prompt } from '../../health/tend/patient.ts';
import type { PromptTexts } from '../../manifest/prompts.ts';
import { worded } from '../../manifest/worded.ts';
import { positionIn, roleIn } from '../../state/brief.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { ToldIn } from '../../state/checkin.ts';
import type { Duty } from './duty.ts';

/** What a context has to have grown by to be noted again: each turn lets it grow. */
const growth = 1.1;

/** Tells members once more who they are where a tool, or a person, has cut their conversation short: of what was told first, little may be left. */
export const roles: Duty = ({ kept: { name, desired }, statuses }, { store }) => {
  const seen = statuses.filter(({ context, member }) => context !== undefined && member.tool !== 'command');
  if (seen.length === 0) return Promise.resolve(undefined);
  return Promise.resolve((now) => ({
    events: [],
    prompts: seen.flatMap((status) => {
      const { address } = status.member;
      const [before, present] = [store.notes.find(name, 'context', address), toldIn(status)];
      if (!isNews(before, present)) return [];
      store.notes.put(name, 'context', { subject: address, body: present });
      const brief = desired.members.find((member) => member.address === address)?.settings.brief ?? '';
      // A launch begins with its brief, or with a conversation that did.
      const isCut = before?.epoch === present.epoch && isCutShort(before, present);
      return isCut && brief !== '' ? [rolePrompt(address, brief, { now, prompts: desired.prompts })] : [];
    }),
  }));
};

function isNews(before: ToldIn | undefined, present: ToldIn): boolean {
  if (before === undefined || isCutShort(before, present)) return true;
  return (present.used ?? 0) > (before.used ?? 0) * growth;
}

/** Who it is and what its role asks of it, and nothing of what it was to do. */
export function rolePrompt(to: Address, brief: string, { now, prompts }: { readonly now: number; readonly prompts: PromptTexts | undefined }): Prompt {
  return { id: `role:${seatIn(to)}:${now}`, to, when: 'idle', text: worded('role', { who: positionIn(brief), role: roleIn(brief) }, prompts) };
}
