import { HostError } from '../../host/host-error.ts';
import { exits, UsageError } from '../command.ts';
import { palette } from './palette.ts';

/** What a person is told when a verb can not go on, and the exit code. */
export function failureText(error: unknown, { color, json }: { color: boolean; json: boolean }): { text: string; exit: number } {
  const failure = classify(error);
  if (json) return { text: JSON.stringify({ error: { ...failure, exit: failure.exit } }, null, 2), exit: failure.exit };
  const { bold, red } = palette(color);
  const help = failure.hint === undefined ? '' : `\n${bold('help')}: ${failure.hint}`;
  return { text: `${red('error')}${bold(`: ${failure.message}`)}${help}`, exit: failure.exit };
}

interface Failure {
  readonly kind: 'usage' | 'host' | 'bug';
  readonly message: string;
  readonly hint?: string;
  readonly exit: number;
}

function classify(error: unknown): Failure {
  const hint = error instanceof UsageError || error instanceof HostError ? error.hint : undefined;
  const withHint = hint === undefined ? {} : { hint };
  if (error instanceof UsageError) return { kind: 'usage', message: error.message, exit: exits.wrongInput, ...withHint };
  if (error instanceof HostError) return { kind: 'host', message: error.message, exit: exits.hostFailed, ...withHint };
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'bug', message: `coders has a bug: ${words}`, hint: 'Please report it with these lines and what you did.', exit: exits.bug };
}
