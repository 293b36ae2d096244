import type { MemberSettings } from '../state/desired.ts';
import { settingOf, type Difference } from './difference.ts';
import type { Impact } from './plan.ts';

/**
 * What a change of each setting does to a running agent. Tools find a conversation by the directory it began in, and
 * another tool can not read it at all; everything else is given anew when the conversation is resumed.
 */
const impactOf: Record<keyof MemberSettings, Impact> = {
  tool: 'replace',
  directory: 'replace',
  command: 'replace',
  model: 'restart',
  role: 'restart',
  brief: 'restart',
  binary: 'restart',
  baseUrl: 'restart',
  args: 'restart',
  env: 'restart',
  permissionMode: 'restart',
  permissions: 'restart',
};

const gravest: readonly Impact[] = ['replace', 'restart', 'when-idle', 'live', 'none'];

/** The gravest impact among the changes; `restart` when what changed is not known. */
export function impactOfChanges(differences: readonly Difference[]): Impact {
  const impacts = differences.map((difference) => impactOf[settingOf(difference)]);
  return gravest.find((impact) => impacts.includes(impact)) ?? 'restart';
}
