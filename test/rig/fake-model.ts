import { fakeModel as start, type Asked, type FakeModel as Model } from '../../src/fake-model/server.ts';
import { waitUntil } from './wait-until.ts';

export type { Asked } from '../../src/fake-model/server.ts';

/** The model that ships with the package, as tests wait for it. */
export interface FakeModel extends Model {
  /** The first request whose latest prompt holds the text, among those after the first `after` ones. */
  waitFor(text: string, after?: number): Promise<Asked>;
}

/** Starts the model on a free port. */
export async function fakeModel(): Promise<FakeModel> {
  const model = await start();
  return {
    ...model,
    waitFor: (text, after = 0) =>
      waitUntil(() => model.asked.slice(after).find(({ prompt }) => prompt.includes(text)), {
        what: `a prompt with ${JSON.stringify(text)} to reach the model`,
        timeout: 30_000,
      }),
  };
}
