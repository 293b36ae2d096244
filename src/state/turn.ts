/** One prompt and what came of it, by the tool's own record. */
export interface Turn {
  readonly prompt: string;
  /** When it began, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Absent while it is under way, and where its end is not told. */
  readonly endedAt?: number;
  /** The last that was said in it. */
  readonly reply: string;
  /** By model; empty where the tool does not tell. */
  readonly usage: readonly ModelUsage[];
}

/** Tokens as the model's server counted them; none is counted twice. */
export interface Tokens {
  /** Read anew. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface ModelUsage {
  readonly model: string;
  readonly tokens: Tokens;
}

/** How full the model's context is, in tokens, as of the tool's last word on it. */
export interface Context {
  readonly used: number;
  /** How much there is; absent where the tool does not say. */
  readonly window?: number;
}

/** What an agent's present conversation has come to. */
export interface Conversation {
  /** Oldest first; absent where nobody taught the runner to read the tool's record. */
  readonly turns?: readonly Turn[];
  readonly context?: Context;
  /** When the agent last wrote anything of its own, in milliseconds since the Unix epoch. */
  readonly lastSignAt?: number;
}

const none: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** All kinds of tokens together. */
export function sumOfAll({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite;
}

/** What was used in all, by model, in the order of first use. */
export function sumByModel(usage: readonly ModelUsage[]): ModelUsage[] {
  const models = [...new Set(usage.map(({ model }) => model))];
  return models.map((model) => ({ model, tokens: sumOf(usage.filter((one) => one.model === model)) }));
}

/** What was used in all. */
export function sumOf(usage: readonly ModelUsage[]): Tokens {
  return usage.reduce((sum, { tokens }) => ({
    input: sum.input + tokens.input,
    output: sum.output + tokens.output,
    cacheRead: sum.cacheRead + tokens.cacheRead,
    cacheWrite: sum.cacheWrite + tokens.cacheWrite,
  }), none);
}
