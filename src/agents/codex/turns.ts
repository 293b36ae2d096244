import { sumByModel, type Context, type ModelUsage, type Turn } from '../../state/turn.ts';
import { rolloutsOf } from './places.ts';
import { endsTurn, promptOf, replyOf, rowsIn, type RolloutRow, type RolloutTokens } from './rollout.ts';
import type { History } from '../history.ts';

/** The rollouts of the conversations that a launch began: a person may begin a further one in its window. */
export const codexHistory: History = {
  files: (agent) => [rolloutsOf(agent)],
  turns: (records) => turnsOf(records.flatMap(({ text }) => rowsIn(text))),
  context: (records) => contextIn(records.flatMap(({ text }) => rowsIn(text, ['event_msg']))),
};

/** A row, and the model that was at work then. */
interface Told {
  readonly row: RolloutRow;
  readonly model: string;
}

function turnsOf(rows: readonly RolloutRow[]): Turn[] {
  const told = withModels(withoutRepeats(rows));
  const starts = told.flatMap(({ row }, index) => (promptOf(row) === undefined ? [] : [index]));
  return starts.map((start, turn) => turnOf(told.slice(start, starts[turn + 1])));
}

/** A conversation that goes on in a copy of its rollout has its answers there once more. */
function withoutRepeats(rows: readonly RolloutRow[]): RolloutRow[] {
  const answers = new Set<string>();
  return rows.filter(({ payload: { response_id: id } }) => {
    if (id === undefined) return true;
    const isNew = !answers.has(id);
    answers.add(id);
    return isNew;
  });
}

function withModels(rows: readonly RolloutRow[]): Told[] {
  let model = '';
  return rows.map((row) => {
    if (row.kind === 'turn_context') model = row.payload.model ?? model;
    return { row, model };
  });
}

function turnOf(told: readonly Told[]): Turn {
  const rows = told.map(({ row }) => row);
  const end = rows.findLast(endsTurn);
  return {
    prompt: promptOf(rows[0]!) ?? '',
    at: rows[0]!.at,
    ...(end === undefined ? {} : { endedAt: end.at }),
    reply: rows.map(replyOf).findLast((text) => (text ?? '') !== '') ?? '',
    usage: sumByModel(told.flatMap(({ row: { payload }, model }): ModelUsage[] => (payload.usage === undefined ? [] : [{ model, tokens: tokensOf(payload.usage) }]))),
  };
}

function tokensOf({ input_tokens: input = 0, cached_input_tokens: cacheRead = 0, cache_write_input_tokens: cacheWrite = 0, output_tokens: output = 0 }: RolloutTokens): Turn['usage'][number]['tokens'] {
  return { input: input - cacheRead - cacheWrite, output, cacheRead, cacheWrite };
}

/** What the latest request held, and its answer, as Codex itself shows how much is left. */
function contextIn(rows: readonly RolloutRow[]): Context | undefined {
  const info = rows.findLast(({ payload: { type, info: counted } }) => type === 'token_count' && counted?.last_token_usage?.total_tokens !== undefined)?.payload.info;
  const used = info?.last_token_usage?.total_tokens;
  const window = info?.model_context_window ?? undefined;
  return used === undefined ? undefined : { used, ...(window === undefined ? {} : { window }) };
}
