import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import type { Remark } from './plan.ts';

/** A server reads its configuration once, when it starts: that of a private one is said to differ, and left as it is. */
export function serverRemarks({ tmux: wanted }: Desired, { tmux }: Observed): Remark[] {
  if (!tmux.running || tmux.configuration === undefined || wanted.socket === 'default') return [];
  const configuration = wanted.config ?? '/dev/null';
  if (tmux.configuration === configuration) return [];
  const runs = tmux.configuration === '/dev/null' ? 'without a configuration' : `with the configuration ${tmux.configuration}`;
  const wants = wanted.config === undefined ? 'It runs without one' : `It reads ${wanted.config}`;
  return [{ address: 'tmux', reason: `The server on the socket ${wanted.socket} runs ${runs}. ${wants} when it starts anew, after all teams on it are down.` }];
}
