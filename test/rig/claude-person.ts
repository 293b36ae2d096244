import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary.ts';

/** A person who uses Claude Code: onboarded, with settings of their own, and a model that is on this machine. */
export interface ClaudePerson {
  readonly home: string;
  /** Their whole environment; nothing of whoever runs the tests is in it but PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** The person's own files, as they are now: no runner has any business in them. */
  settings(): Promise<Readonly<Record<string, string>>>;
}

export interface ClaudePersonSettings {
  /** Address of the model server. */
  readonly model: string;
  /** Repositories whose trust dialog they have answered with yes. */
  readonly trusts: readonly string[];
}

const ownFiles: Readonly<Record<string, string>> = {
  'settings.json': '{\n  "includeCoAuthoredBy": false,   \n  "theme": "dark" }',
  'settings.local.json': '{"env":{"FAVOURITE_COLOUR":"green"}}\n',
  'CLAUDE.md': 'Answer in few words.\n',
};

/** Makes a home for such a person in a temporary directory. */
export async function claudePerson({ model, trusts }: ClaudePersonSettings): Promise<ClaudePerson> {
  const home = await temporaryDirectory('home-');
  const folder = join(home, '.claude');
  await mkdir(folder);
  for (const [name, text] of Object.entries(ownFiles)) await writeFile(join(folder, name), text);
  const projects = Object.fromEntries(trusts.map((repository) => [repository, { hasTrustDialogAccepted: true }]));
  await writeFile(join(folder, '.claude.json'), JSON.stringify({ hasCompletedOnboarding: true, projects }));
  return {
    home,
    environment: environmentOf(home, model),
    async settings() {
      const names = Object.keys(ownFiles);
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
    },
  };
}

// The last four keep the real program from calling anybody but the model given here. The rest is a person's shell.
function environmentOf(home: string, model: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL: '1',
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_AUTH_TOKEN: 'a-key-that-opens-nothing',
  };
}
