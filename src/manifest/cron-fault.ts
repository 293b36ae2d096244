import { either } from '../diagnostics/words.ts';
import { cron, cronWithSeconds } from '../util/cron.ts';

/** Any moment would do: a leap year starts here, so that February 29 is near. */
const someDay = new Date(Date.UTC(2024, 0, 1));

const nicknames = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'];

/** What is wrong with a cron expression, as the end of a sentence; undefined for a valid one. A check-in's may have a field for seconds. */
export function cronFault(text: string, mayHaveSeconds = false): string | undefined {
  const fields = text.split(/\s+/).filter((field) => field !== '');
  const nickname = fields[0]?.startsWith('@') ? fields.join(' ') : undefined;
  if (nickname !== undefined && !nicknames.includes(nickname)) return `after @ stands ${either(nicknames.map((name) => name.slice(1)))}`;
  if (nickname === undefined && fields.length !== 5 && !(mayHaveSeconds && fields.length === 6)) return `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of ${mayHaveSeconds ? '5 or 6' : '5'}`;
  if (text.includes(':')) return 'it has a ":", which stands in no field';
  try {
    const next = (mayHaveSeconds ? cronWithSeconds : cron)(text, 'UTC').nextRun(someDay);
    return next === null ? 'it never fires' : undefined;
  } catch (failure) {
    if (!(failure instanceof Error) || !failure.message.startsWith('CronPattern: ')) throw failure;
    return failure.message.slice('CronPattern: '.length).replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  }
}
