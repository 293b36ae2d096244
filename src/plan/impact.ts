import type { DeclaredTool } from '../manifest/declared-tool.ts';
import type { MemberSettings } from '../state/desired.ts';
import { declaredPartOf, settingOf, type Difference } from './difference.ts';
import type { Impact } from './plan.ts';

/**
 * What a change of each setting does to a running agent. Tools find a conversation by the directory it began in, and
 * another tool can not read it at all; everything else is given anew when the conversation is resumed.
 */
const impactOf: Record<Exclude<keyof MemberSettings, 'declared'>, Impact> = {
  tool: 'replace',
  directory: 'replace',
  command: 'replace',
  model: 'restart',
  role: 'restart',
  brief: 'restart',
  binary: 'restart',
  baseUrl: 'restart',
  ollama: 'restart',
  args: 'restart',
  env: 'restart',
  permissionMode: 'restart',
  permissions: 'restart',
};

/** How a tool of the person's own is started is a setting like others. How it is looked at changes nothing for it. */
const impactOfDeclared: Record<keyof DeclaredTool, Impact> = { command: 'restart', resume: 'restart', states: 'live', record: 'live', input: 'live' };

const gravest: readonly Impact[] = ['replace', 'restart', 'when-idle', 'live', 'none'];

/** The gravest impact among the changes; `restart` when what changed is not known. */
export function impactOfChanges(differences: readonly Difference[]): Impact {
  const impacts = differences.map(impactOfChange);
  return gravest.find((impact) => impacts.includes(impact)) ?? 'restart';
}

function impactOfChange(difference: Difference): Impact {
  const setting = settingOf(difference);
  return setting === 'declared' ? impactOfDeclared[declaredPartOf(difference)] : impactOf[setting];
}
