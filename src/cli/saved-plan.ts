import { resolve } from 'node:path';
import { readText } from '../host/files.ts';
import type { PlanRequest } from '../plan/make-plan.ts';
import { UsageError } from './command.ts';

/** The part of a saved plan that apply goes by: what was asked for, and the name of what it was to do. */
export interface SavedPlan {
  readonly manifest: string;
  readonly options: Omit<PlanRequest, 'now'>;
  readonly basis: string;
}

export function readSavedPlan(named: string, directory: string): SavedPlan {
  const text = readText(resolve(directory, named));
  if (text === undefined) throw new UsageError(`There is no file ${named}.`, 'Save a plan with coders plan --out FILE.');
  const plan = parse(text);
  if (typeof plan?.manifest === 'string' && typeof plan.basis === 'string' && typeof plan.options === 'object') return plan as SavedPlan;
  throw new UsageError(`${named} is not a plan that coders saved.`, 'Save one with coders plan --out FILE.');
}

function parse(text: string): Partial<SavedPlan> | undefined {
  try {
    return JSON.parse(text) as Partial<SavedPlan>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
