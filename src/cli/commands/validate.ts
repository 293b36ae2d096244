import type { Loaded } from '../../manifest/load.ts';
import { exits, InvalidManifest, jsonOption, type Command, type Invocation } from '../command.ts';
import { findManifest } from '../locations.ts';
import { complain, load, shownPath } from '../open-team.ts';

export const command: Command = {
  name: 'validate',
  summary: 'check a manifest without looking at tmux or git',
  operands: '[FILE]',
  details: 'FILE is team.yaml here or in a folder above unless named. Everything that is wrong is said in one run.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders validate', does: 'checks team.yaml here or above' },
    { line: 'coders validate teams/shop.yaml --json', does: 'the diagnostics as JSON, for an editor or CI' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { terminal, options, operands } = invocation;
  const file = findManifest(operands[0], invocation.directory);
  const loaded = await load(file, invocation);
  const valid = loaded.manifest !== undefined;
  if (options.has('json')) {
    terminal.data(JSON.stringify({ version: 1, file, valid, diagnostics: loaded.diagnostics }, null, 2));
  } else {
    complain(loaded, invocation);
    const name = shownPath(file, invocation);
    if (loaded.manifest === undefined) throw new InvalidManifest(name, loaded.diagnostics);
    terminal.out(`${name} is valid: ${describe(loaded.manifest)}.`);
  }
  return valid ? exits.success : exits.wrongInput;
}

function describe({ team, projects, orchestrator }: NonNullable<Loaded['manifest']>): string {
  const members = projects.reduce((sum, project) => sum + project.members.length, orchestrator === undefined ? 0 : 1);
  return `team ${team}, ${members} ${members === 1 ? 'member' : 'members'}, ${projects.length} ${projects.length === 1 ? 'project' : 'projects'}`;
}
