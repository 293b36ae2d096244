import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary.ts';

/** A person who uses Codex: with settings of their own, and a model that is on this machine. */
export interface CodexPerson {
  readonly home: string;
  /** Their whole environment; nothing of whoever runs the tests is in it but PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** The person's own files, as they are now: no runner has any business in them. */
  settings(): Promise<Readonly<Record<string, string>>>;
}

export interface CodexPersonSettings {
  /** Address of the model server. */
  readonly model: string;
  /** Repositories whose trust dialog they have answered with yes. */
  readonly trusts: readonly string[];
  /** Whether they use the server by their own settings; otherwise the manifest has to name it. True by default. */
  readonly usesModel?: boolean;
}

/** Makes a home for such a person in a temporary directory. */
export async function codexPerson(person: CodexPersonSettings): Promise<CodexPerson> {
  const home = await temporaryDirectory('home-');
  const folder = join(home, 'codex');
  await mkdir(folder);
  const files = { 'config.toml': configOf(person), 'AGENTS.md': 'Answer in few words.\n' };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    home,
    environment: { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home, LANG: 'C.UTF-8', CODEX_HOME: folder },
    async settings() {
      return Object.fromEntries(await Promise.all(Object.keys(files).map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
    },
  };
}

// A model that this version does not know, so that no list of models has to be asked for. The `tui` part is what Codex
// itself notes here when it is started for the first time, whoever starts it.
function configOf({ model, trusts, usesModel = true }: CodexPersonSettings): string {
  return `# My own settings.   
model = "fake-1"
${usesModel ? 'model_provider = "local"' : ''}
[analytics]
enabled = false
[tui]
screen_reader_detection_done = true
[model_providers.local]
name = "local"
base_url = "${model}/v1"
wire_api = "responses"
${trusts.map((path) => `[projects.${JSON.stringify(path)}]\ntrust_level = "trusted"`).join('\n')}
`;
}
