import type { Converged } from '../../reconcile/converge.ts';
import type { Failure, Outcome, Starting } from '../../reconcile/outcome.ts';
import type { Remark, Step } from '../../plan/plan.ts';
import { exits } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { palette } from './palette.ts';
import { planJson, stepJson } from './plan-json.ts';

export function exitOf({ state }: Outcome): number {
  return { converged: exits.success, failed: exits.hostFailed, blocked: exits.notConverged, progressing: exits.notConverged }[state];
}

/** The last words of an apply. Nothing at all where nothing was to do and nobody watches: cron mails what is printed. */
export function convergedText({ outcome, results }: Pick<Converged, 'outcome' | 'results'>, { color, interactive }: Pick<Terminal, 'color' | 'interactive'>): string {
  const { bold, green, red, yellow } = palette(color);
  if (outcome.state === 'converged') return results.length === 0 && !interactive ? '' : `${bold(green('Converged:'))} everything is as the manifest says.`;
  if (outcome.state === 'failed') return [bold(red('Failed:')), ...outcome.failures.map(failureText)].join('\n');
  if (outcome.state === 'blocked') return [bold(red('Blocked:')), ...outcome.refused.map(remarkText)].join('\n');
  return [bold(yellow('Not converged yet:')), ...outcome.waiting.map(waitingText), ...outcome.starting.map(startingText)].join('\n');
}

function failureText({ address, message, hint, lastLines }: Failure): string {
  return [`  ${address}: ${message}`, ...(hint === undefined ? [] : [`      ${hint}`]), ...quoted(lastLines ?? [])].join('\n');
}

function remarkText({ address, reason }: Remark): string {
  return `  ${address}: ${reason}`;
}

function waitingText({ address, cause, waits }: Step): string {
  return `  ${address}: ${cause}; ${waits === undefined ? 'apply again to repair it' : `waits for ${waits.for}`}`;
}

function startingText({ address, lastLines }: Starting): string {
  return [`  ${address} is not ready yet. Its screen ends with:`, ...quoted(lastLines)].join('\n');
}

function quoted(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '').map((line) => `      | ${line}`);
}

/** As `schemas/apply.schema.json` describes it. */
export function convergedJson({ plan, results, outcome }: Converged) {
  return {
    version: 1,
    team: plan.team,
    outcome: outcomeJson(outcome),
    results: results.map((result) => ({
      id: result.step.id,
      address: result.step.address,
      state: result.state,
      ...(result.state === 'failed' ? { reason: result.error.message } : {}),
      ...(result.state === 'skipped' ? { reason: result.because } : {}),
    })),
    plan: planJson(plan),
  };
}

function outcomeJson(outcome: Outcome) {
  return outcome.state === 'progressing' ? { ...outcome, waiting: outcome.waiting.map(stepJson) } : outcome;
}
