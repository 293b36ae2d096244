import { durationMs } from '../util/duration.ts';
import type { WrittenPermission } from './written.ts';

/** What happens when an agent asks for a permission, as far as a rule says. */
export interface PermissionRule {
  /** The tool's own name for what it wants to use, such as `Bash`; any when absent. */
  readonly tool?: string;
  /** The command, path or address that it is about; `*` stands for any text. Any when absent. */
  readonly match?: string;
  readonly answer: PermissionAnswer;
  /** For `ask`: how long a person is waited for, and what holds then. Without end when absent. */
  readonly patience?: { readonly afterMs: number; readonly then: 'allow' | 'deny' };
}

export type PermissionAnswer = 'allow' | 'deny' | 'ask';

/** Spells a rule out; one without an answer, of which a rule on the manifest tells, asks. */
export function permissionRule({ tool, match, answer, default: fallback, after, then }: WrittenPermission): PermissionRule {
  const afterMs = after === undefined ? undefined : durationMs(after);
  return {
    ...(tool === undefined ? {} : { tool }),
    ...(match === undefined ? {} : { match }),
    answer: answer ?? fallback ?? 'ask',
    ...(afterMs === undefined || then === undefined ? {} : { patience: { afterMs, then } }),
  };
}

/** In the order in which they are tried: what is denied is denied, whatever stands before it; what is about everything comes last. */
export function inOrder(rules: readonly PermissionRule[]): PermissionRule[] {
  const isDefault = (rule: PermissionRule) => !isSpecific(rule);
  const isDenial = (rule: PermissionRule) => isSpecific(rule) && rule.answer === 'deny';
  return [...rules.filter(isDenial), ...rules.filter((rule) => !isDenial(rule) && !isDefault(rule)), ...rules.filter(isDefault)];
}

/** Whether it is about something, and not about all that no other rule is about. */
export function isSpecific({ tool, match }: PermissionRule): boolean {
  return tool !== undefined || match !== undefined;
}

/** A rule in the words of the manifest. */
export function ruleWords({ tool, match }: PermissionRule): string {
  return [tool ?? 'any tool', ...(match === undefined ? [] : [`"${match}"`])].join(' ');
}
