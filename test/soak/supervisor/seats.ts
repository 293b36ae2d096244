/** What the soak expects of one member. */
export interface ExpectedSeat {
  /** As in `web/a`. */
  readonly name: string;
  model: string;
  /** Why nobody may touch it: a person has it. */
  heldBecause?: string;
  /** The conversation it is to be found in; absent where a new one is to begin. */
  conversation?: string;
  /** Event after which its crashes count; of the one member with the usual policy. */
  crashesCountFrom: number;
}

const models = ['opus', 'sonnet', 'haiku'];

/** Engineers that may be in the manifest; there are never fewer than `fewest`. */
export const engineerNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
export const fewestEngineers = 3;

/** The one member that is given up after a few crashes, as is usual. */
export const usualSeat = 'web/usual';
export const usualCrashes = 3;

export function newSeat(name: string): ExpectedSeat {
  return { name, model: models[0]!, crashesCountFrom: 0 };
}

export function otherModel(model: string): string {
  return models[(models.indexOf(model) + 1) % models.length]!;
}

/** The manifest that has these seats and no others, after its first lines. */
export function manifestOf(seats: Iterable<ExpectedSeat>): string {
  const engineers = [...seats].filter(({ name }) => name !== 'web/pm').map(({ name, model }) => `      ${name.slice('web/'.length)}: {model: ${model}${name === usualSeat ? `, restart: {max: ${usualCrashes}, window: 6h, backoff: 1s..1s}` : ''}}`);
  return `
defaults: {tool: demo, restart: {max: 500, window: 10m, backoff: 1s..1s}}
projects:
  web:
    repo: repo
    pm: {}
    engineers:
${engineers.join('\n')}
`;
}
