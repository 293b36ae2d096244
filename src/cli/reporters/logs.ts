import type { Address } from '../../state/address.ts';
import { sumOf, type Turn } from '../../state/turn.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette } from './palette.ts';
import { tokenWords } from './usage.ts';

/** Each turn: when it began, how long it took and what it used; then the prompt, and the reply below it. */
export function turnsText(turns: readonly Turn[], color: boolean): string {
  const { bold, faint } = palette(color);
  if (turns.length === 0) return 'Nothing was said yet.';
  return turns.map(({ prompt, at, endedAt, reply, usage }) => {
    const took = endedAt === undefined ? 'not ended' : `took ${formatDuration(endedAt - at)}`;
    const used = usage.length === 0 ? [] : [tokenWords(sumOf(usage))];
    const said = reply === '' ? [] : reply.split('\n').map((line) => `    ${line}`);
    return [faint([new Date(at).toISOString(), took, ...used].join('  ')), ...prompt.split('\n').map((line) => `  ${bold(line)}`), ...said].join('\n');
  }).join('\n\n');
}

/** As `schemas/logs.schema.json` describes the turns of a conversation. */
export function turnsJson(address: Address, turns: readonly Turn[]) {
  return {
    address,
    turns: turns.map(({ at, endedAt, ...turn }) => ({ ...turn, at: new Date(at).toISOString(), ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt).toISOString() }) })),
  };
}

/** As `schemas/logs.schema.json` describes a window. */
export function paneJson(address: Address, lines: readonly string[]) {
  return { address, window: lines.join('\n').trimEnd().split('\n') };
}
