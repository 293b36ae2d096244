import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installed } from './agent-install.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** A tool whose member is given the models of an Ollama. */
export interface OllamaTeller {
  readonly tool: string;
  readonly installed: Installed;
  readonly permissionMode: string;
  /** How long anything may take, in milliseconds. */
  readonly patience: number;
  /** Whose own settings and keys lead elsewhere: whatever reaches the Ollama, the manifest brought it there. */
  person(trusts: readonly string[]): Promise<{ readonly environment: Readonly<Record<string, string>>; settings(): Promise<unknown> }>;
}

const ownModel = 'qwen3-coder:30b';

/** Registers the story's test. */
export function tellOllamaStory({ tool, installed, permissionMode, patience, person: personOf }: OllamaTeller): void {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: ${tool} was not given an Ollama. ${missing}`);
  const program = 'program' in installed ? installed.program : '';
  const title = missing === undefined ? `${tool} with the models of an Ollama` : `${tool} with the models of an Ollama (SKIPPED: ${missing})`;

  describe.skipIf(missing !== undefined)(title, { timeout: 4 * patience }, () => {
    let model: FakeModel;
    let team: TestTeam;
    let person: Awaited<ReturnType<OllamaTeller['person']>>;

    beforeAll(async () => {
      model = await fakeModel();
      team = await testTeam();
      person = await personOf([team.repository.path]);
      Object.assign(team.environment, person.environment, { OLLAMA_HOST: new URL(model.url).host });
      await team.write(`
tools: {${tool}: {binary: ${JSON.stringify(program)}, permission_mode: ${permissionMode}, ollama: {model: "${ownModel}"}}}
projects: {store: {repo: repo, engineers: {cart: {tool: ${tool}, brief: "Build the cart.\\nFAKE:say The cart stands."}}}}
`);
    });
    afterAll(async () => {
      await team.end(); // its agents talk to the model
      await model.close();
      expect(model.failures).toEqual([]);
    });

    it('asks it for its own model, with no key of the person, and is talked to', async () => {
      const before = await person.settings();
      await team.succeed('apply', '--timeout', `${patience / 1000}s`);
      const asked = await wait(() => model.asked.find(({ prompt }) => prompt.includes('Build the cart.')), 'the brief to reach the model');
      expect(asked.model).toBe(ownModel);
      expect(JSON.stringify(asked.headers)).not.toContain('opens-nothing');
      await wait(async () => (await team.succeed('status')).includes('idle'), 'its turn to end');
      expect(await team.succeed('send', 'cart', 'And the pears?', '--timeout', `${patience / 1000}s`)).toContain('acknowledged');
      expect((await model.waitFor('And the pears?')).model).toBe(ownModel);
      expect(await person.settings()).toEqual(before);
    });

    function wait<Found>(condition: () => Found | Promise<Found>, what: string): Promise<NonNullable<Found>> {
      return waitUntil(condition, { what, timeout: patience });
    }
  });
}
