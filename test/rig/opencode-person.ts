import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary.ts';

/** A person who uses OpenCode: with settings of their own, and a model that is on this machine. */
export interface OpencodePerson {
  readonly home: string;
  /** Their whole environment; nothing of whoever runs the tests is in it but PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** The person's own files, as they are now: no runner has any business in them. */
  settings(): Promise<Readonly<Record<string, string>>>;
}

export interface OpencodePersonSettings {
  /** Address of the model server. */
  readonly model: string;
}

/** Makes a home for such a person in a temporary directory. */
export async function opencodePerson({ model }: OpencodePersonSettings): Promise<OpencodePerson> {
  const home = await temporaryDirectory('home-');
  const folder = join(home, '.config/opencode');
  await mkdir(folder, { recursive: true });
  const files = { 'opencode.json': configOf(model), 'AGENTS.md': 'Answer in few words.\n' };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    home,
    environment: environmentOf(home, model),
    async settings() {
      return Object.fromEntries(await Promise.all(Object.keys(files).map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
    },
  };
}

// OpenCode itself writes the schema's address into a person's file that has none.
function configOf(model: string): string {
  const provider = { npm: '@ai-sdk/openai-compatible', name: 'Local', options: { baseURL: `${model}/v1`, apiKey: 'opens-nothing' }, models: { 'fake-1': { name: 'Fake One' } } };
  return `{ "$schema": "https://opencode.ai/config.json", "model": "local/fake-1",   
  "provider": ${JSON.stringify({ local: provider })} }`;
}

// The last four keep the real program from calling anybody but the model above: it would install a package of its own from
// the npm registry at every first start.
function environmentOf(home: string, model: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    OPENCODE_DISABLE_MODELS_FETCH: 'true',
    OPENCODE_DISABLE_LSP_DOWNLOAD: 'true',
    npm_config_offline: 'true',
    npm_config_registry: `${model}/npm`,
  };
}
