import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { load, told } from '../manifest/memory-world.ts';
import { emptyWorld, planOf } from '../plan/world.ts';
import { env, files, imported } from './world.ts';

const sources = new URL('sources/', import.meta.url);

/** A world in which each repository is as /work/shop is. */
function worldWith(...roots: readonly string[]): typeof emptyWorld {
  const shop = [...emptyWorld.repositories.values()][0]!;
  return { ...emptyWorld, repositories: new Map(['/work/shop', ...roots].map((root) => [root, { ...shop, root, worktrees: [] }])) };
}

describe.each(readdirSync(sources))('%s', (name) => {
  const { text = '', kind, diagnostics } = imported(readFileSync(new URL(name, sources), 'utf8'), { file: name });

  it('becomes a manifest', async () => {
    expect(kind).toBe(name.startsWith('scripts') ? 'project-configs' : name.startsWith('tmuxp') ? 'tmuxp' : 'tmuxinator');
    await expect(text).toMatchFileSnapshot(`manifests/${name}.yaml`);
  });

  it('that is valid', () => {
    expect(told(text, { files, env })).toBe('');
  });

  it('and is planned: a member for each that it names', () => {
    const { projects, orchestrator } = load(text, { files, env }).manifest!;
    const plan = planOf(text, worldWith('/home/ann/Coding/Mobile App', '/home/ann/old'), { files, env });
    for (const { name: project, members } of projects) for (const member of members) expect(plan).toContain(`+ member/${project}/${member.name}: start `);
    expect(plan).not.toContain('refused');
    expect(plan.match(/\+ member\//g)).toHaveLength(projects.flatMap(({ members }) => members).length + (orchestrator === undefined ? 0 : 1));
  });

  it('whose head says all that is not as it was, with the line', () => {
    for (const { message, place } of diagnostics) expect(text).toContain(`#   line ${place.start.line}: ${message}\n`);
  });
});

it('runs in each pane what tmuxp and tmuxinator type there, variables and all', () => {
  const commands = (text: string) => load(imported(text).text ?? '', { files, env }).manifest?.projects.flatMap(({ members }) => members.map(({ command }) => command?.at(-1)));
  const line = 'echo "${HOME} ${NOBODY:-x} $$ $HOME" #';
  const inYaml = JSON.stringify(line);
  expect(commands(`{name: x, root: /work/shop, windows: [{a: ${inYaml}}]}`)).toEqual([`${line}\nexec zsh`]);
  expect(commands(`{session_name: x, start_directory: /work/shop, windows: [{window_name: a, panes: [${inYaml}]}]}`)).toEqual([`${line}\nexec zsh`]);
});

it('gives a variable of a tmuxp workspace the value that tmuxp gives it', () => {
  const value = (written: string) => load(imported(`{session_name: x, start_directory: /work/shop, environment: {X: ${JSON.stringify(written)}}, windows: [{window_name: a}]}`).text ?? '', { files, env }).manifest?.projects[0]?.members[0]?.env['X'];
  expect(['~/bin', '$HOME/bin', '${USER}', '$NOBODY', '${NOBODY}', '$$', '$5', '${X:-y}', '$${USER}', './x'].map(value))
    .toEqual(['/home/ann/bin', '/home/ann/bin', 'ann', '$NOBODY', '${NOBODY}', '$$', '$5', '${X:-y}', '$ann', '/work/teams/x']);
});

it('is told by content, unless somebody says it', () => {
  expect(imported('windows: [{a: ls}]').kind).toBe('tmuxinator');
  expect(imported('windows: [{window_name: a}]').kind).toBe('tmuxp');
  expect(imported('windows: [{a: ls}]', { kind: 'tmuxp' }).diagnostics.map(({ message }) => message)).toContain('"a: ls" is left out: coders import does not know it.');
});

it.each([
  ['', 'The file is empty.'],
  ['[1', 'Flow sequence must end with a ].'],
  ['version: 1\nteam: shop', 'The file is none that coders can import.'],
  ['- a', 'The file is none that coders can import.'],
  ['windows: []', 'The file has no windows, as a tmuxinator project would have.'],
  ['session_name: x', 'The file has no windows, as a tmuxp workspace would have.'],
])('of %j nothing can be made, and it is said why', (text, sentence) => {
  const { text: manifest, diagnostics } = imported(text);
  expect(manifest).toBeUndefined();
  expect(diagnostics).toMatchObject([{ severity: 'error', message: sentence }]);
});
