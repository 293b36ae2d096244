import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary.ts';

/** A person who uses Gemini CLI: with settings of their own, and a model that is on this machine. */
export interface GeminiPerson {
  readonly home: string;
  /** Their whole environment; nothing of whoever runs the tests is in it but PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** The person's own files, as they are now: no runner has any business in them. */
  settings(): Promise<Readonly<Record<string, string>>>;
}

export interface GeminiPersonSettings {
  /** Address of the model server. */
  readonly model: string;
  /** Folders that they trust, and all in them. */
  readonly trusts: readonly string[];
  /** Whether they have chosen how to log in. True by default. */
  readonly isLoggedIn?: boolean;
}

/** Makes a home for such a person in a temporary directory. */
export async function geminiPerson(person: GeminiPersonSettings): Promise<GeminiPerson> {
  const home = await temporaryDirectory('home-');
  const folder = join(home, '.gemini');
  await mkdir(folder);
  const files = {
    'settings.json': settingsOf(person),
    'trustedFolders.json': JSON.stringify(Object.fromEntries(person.trusts.map((path) => [path, 'TRUST_FOLDER']))),
    'GEMINI.md': 'Answer in few words.\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    home,
    environment: {
      PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home, LANG: 'C.UTF-8', COLORTERM: 'truecolor',
      GEMINI_API_KEY: 'a-key-that-opens-nothing', GOOGLE_GEMINI_BASE_URL: person.model,
    },
    async settings() {
      return Object.fromEntries(await Promise.all(Object.keys(files).map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
    },
  };
}

// What is switched off keeps the real program from calling anybody but the model above.
function settingsOf({ isLoggedIn = true }: GeminiPersonSettings): string {
  const login = isLoggedIn ? { auth: { selectedType: 'gemini-api-key' } } : {};
  return `{ "security": ${JSON.stringify(login)},   
  "privacy": {"usageStatisticsEnabled": false}, "general": {"enableAutoUpdate": false, "enableAutoUpdateNotification": false}}`;
}
