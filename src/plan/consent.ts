import type { Sharing } from '../state/sharing.ts';
import type { Step } from './plan.ts';

/**
 * Whether a supervisor does it only where a person agreed to it: it destroys something, or changes a mission that other hosts
 * share. What one host wants of those may be out of date, and undo what a later apply elsewhere did.
 */
export function needsConsent({ destroys, address }: Pick<Step, 'destroys' | 'address'>, sharing: Sharing | undefined): boolean {
  return destroys !== undefined || (sharing !== undefined && address.startsWith('mission/'));
}
