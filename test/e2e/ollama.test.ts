import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson } from '../rig/claude-person.ts';
import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson } from '../rig/codex-person.ts';
import type { Installed } from '../rig/agent-install.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model/server.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

interface Person {
  readonly environment: Readonly<Record<string, string>>;
  settings(): Promise<unknown>;
}

const nobody = 'http://127.0.0.1:9';

// Both have settings and keys that lead elsewhere: whatever reaches the Ollama, the manifest brought it there.
const tools: readonly { readonly tool: string; readonly installed: Installed; readonly mode: string; person(trusts: readonly string[]): Promise<Person> }[] = [
  { tool: 'claude', installed: await claudeInstall(), mode: 'acceptEdits', person: (trusts) => claudePerson({ model: nobody, trusts }) },
  { tool: 'codex', installed: await codexInstall(), mode: 'bypass', person: (trusts) => codexPerson({ model: nobody, trusts }) },
];

describe.each(tools)('$tool with the models of an Ollama', ({ tool, installed, mode, person: personOf }) => {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: ${tool} was not given an Ollama. ${missing}`);
  let model: FakeModel;
  let team: TestTeam;
  let person: Person;

  beforeAll(async () => {
    if (missing !== undefined) return;
    model = await fakeModel();
    team = await testTeam();
    person = await personOf([team.repository.path]);
    Object.assign(team.environment, person.environment, { OLLAMA_HOST: new URL(model.url).host });
    delete (team.environment as Record<string, string>)['ANTHROPIC_BASE_URL'];
    await team.write(`
tools: {${tool}: {binary: ${JSON.stringify('program' in installed ? installed.program : '')}, permission_mode: ${mode}, ollama: {model: "qwen3-coder:30b"}}}
projects: {store: {repo: repo, engineers: {cart: {tool: ${tool}, brief: "Build the cart.\\nFAKE:say The cart stands."}}}}
`);
  });
  afterAll(async () => {
    await team?.end(); // its agents talk to the model
    await model?.close();
  });

  it.skipIf(missing !== undefined)('asks it for its own model, with no key of the person, and is talked to', async () => {
    const before = await person.settings();
    await team.succeed('apply', '--timeout', '60s');
    const asked = await model.waitFor('Build the cart.');
    expect(asked.model).toBe('qwen3-coder:30b');
    expect(JSON.stringify(asked.headers)).not.toContain('a-key-that-opens-nothing');
    await waitUntil(async () => (await team.succeed('status')).includes('idle'), { what: 'its turn to end', timeout: 30_000 });
    expect(await team.succeed('send', 'cart', 'And the pears?', '--timeout', '30s')).toContain('acknowledged');
    expect((await model.waitFor('And the pears?')).model).toBe('qwen3-coder:30b');
    expect(await person.settings()).toEqual(before);
    expect(model.failures).toEqual([]);
  });
});
