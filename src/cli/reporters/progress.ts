import { phraseOf } from '../../plan/phrases.ts';
import type { Step } from '../../plan/plan.ts';
import type { StepResult } from '../../reconcile/carry-out-plan.ts';
import type { ConvergeRequest } from '../../reconcile/converge.ts';
import type { Terminal } from '../terminal.ts';
import { palette, type Palette } from './palette.ts';

/** Says each step as it ends, and once what is waited for. Silent for `--json`. */
export function progressReporter(terminal: Terminal, silent: boolean): ConvergeRequest['watcher'] {
  const paints = palette(terminal.color);
  let lastWaiting = '';
  return {
    started: () => undefined,
    ended: (result) => {
      if (!silent) terminal.out(resultText(result, paints));
    },
    waiting: (steps, starting) => {
      const text = waitingText(steps, starting);
      if (!silent && terminal.interactive && text !== lastWaiting) terminal.err(paints.faint(text));
      lastWaiting = text;
    },
  };
}

function resultText(result: StepResult, { green, red, yellow }: Palette): string {
  const { step } = result;
  if (result.state === 'done') return `  ${green('✓')} ${step.address} ${phraseOf(step).done}`;
  if (result.state === 'skipped') return `  ${yellow('–')} ${step.address} skipped: ${result.because}`;
  return `  ${red('✗')} ${step.address}: ${result.error.message}`;
}

function waitingText(steps: readonly Step[], starting: readonly string[]): string {
  const waits = steps.map(({ address, waits: wait }) => `${address} waits for ${wait?.for ?? 'another step'}`);
  const starts = starting.length === 0 ? [] : [`${starting.join(', ')} ${starting.length === 1 ? 'is' : 'are'} starting`];
  return `  … ${[...waits, ...starts].join('; ')}`;
}
