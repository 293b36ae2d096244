import { durationMs } from '../../util/duration.ts';
import { UsageError, type Invocation, type Option } from '../command.ts';

/** How long a call waits for what comes of it. */
export const waitOptions: Readonly<Record<string, Option>> = {
  wait: { summary: 'wait until each reader has been told; exit code 4 where one was not' },
  timeout: { summary: 'with --wait: how long (60s)', value: 'DURATION' },
};

/** In milliseconds; 0 without --wait. Throws a UsageError. */
export function waitFrom({ options }: Invocation): number {
  const timeout = options.text('timeout');
  if (!options.has('wait')) {
    if (timeout !== undefined) throw new UsageError('--timeout says how long --wait waits.', 'Add --wait, or leave --timeout out.');
    return 0;
  }
  return durationFrom(timeout ?? '60s');
}

/** `90s` in milliseconds. Throws a UsageError. */
export function durationFrom(text: string): number {
  const milliseconds = text === '0' ? 0 : durationMs(text);
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h.');
  return milliseconds;
}
