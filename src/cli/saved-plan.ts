import { resolve } from 'node:path';
import { readText } from '../host/files.ts';
import type { PlanRequest } from '../plan/make-plan.ts';
import { UsageError, type Invocation } from './command.ts';
import { planOptions } from './commands/plan-options.ts';

/** The part of a saved plan that apply goes by: what was asked for, and the name of what it was to do. */
export interface SavedPlan {
  readonly manifest: string;
  readonly options: PlanRequest;
  readonly basis: string;
}

/** Throws a UsageError for anything but a plan of ours, and for options beside it: a plan says itself what it covers. */
export function readSavedPlan(named: string, { directory, options }: Pick<Invocation, 'directory' | 'options'>): SavedPlan {
  const beside = Object.keys(planOptions).find((name) => options.has(name) || options.text(name) !== undefined);
  if (beside !== undefined) throw new UsageError(`A saved plan says itself what it covers, so --${beside} can not be said beside it.`, `Give --${beside} to coders plan --out.`);
  const text = readText(resolve(directory, named));
  if (text === undefined) throw new UsageError(`There is no file ${named}.`, 'Save a plan with coders plan --out FILE.');
  const plan = parse(text);
  if (typeof plan?.manifest === 'string' && typeof plan.basis === 'string' && typeof plan.options?.now === 'number') return plan as SavedPlan;
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
