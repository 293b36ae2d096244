import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { corpus } from './corpus.ts';

/** What a program was given, as it saw it. */
interface Given {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Writes a program that writes down what it is given, and then does nothing. */
async function witness(team: TestTeam): Promise<{ readonly program: string; given(name: string): Promise<Given> }> {
  const program = join(team.home, 'witness.mjs');
  await writeFile(program, `#!${process.execPath}
import { renameSync, writeFileSync } from 'node:fs';
const file = \`\${process.env.HOME}/given-\${process.env.CODERS_ADDRESS.split('/').at(-1)}\`;
writeFileSync(file + '.new', JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd() }));
renameSync(file + '.new', file);
setInterval(() => undefined, 1000);
`);
  await chmod(program, 0o755);
  const given = async (name: string) => {
    const file = join(team.home, `given-${name}`);
    await waitUntil(() => existsSync(file), { what: `${name} to write down what it is given` });
    return JSON.parse(await readFile(file, 'utf8')) as Given;
  };
  return { program, given };
}

/** A YAML string of any text, in which the manifest's own variables stand for themselves. */
function yaml(text: string): string {
  return JSON.stringify(text.replaceAll('${', () => '$${'));
}

function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yaml).join(', ')}]`;
}

async function expectNothingRan(team: TestTeam): Promise<void> {
  const places = [team.directory, team.home, team.repository.path, team.worktree('cart'), process.cwd()];
  for (const place of places) expect(existsSync(join(place, 'ran')), place).toBe(false);
}

describe('what a manifest says is data: it reaches the program byte for byte, and runs nothing', () => {
  test('arguments, variables and briefs of a command', async () => {
    const team = await testTeam();
    const { program, given } = await witness(team);
    const brief = `${corpus.join('\n')}\n${'x'.repeat(100_000)}`;
    const variables = corpus.map((text, index) => [`V${index}`, text] as const);
    await team.write(`
projects:
  shop:
    repo: repo
    engineers:
      cart:
        tool: command
        command: ${yamlList([program, ...corpus])}
        brief: ${yaml(brief)}
        env: {${variables.map(([name, text]) => `${name}: ${yaml(text)}`).join(', ')}}
`);
    await team.succeed('apply');
    const { argv, env } = await given('cart');
    expect(argv).toEqual(corpus);
    expect(env['CODERS_BRIEF']).toBe(brief);
    for (const [name, text] of variables) expect(env[name], text).toBe(text);
    expect(await team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
    await expectNothingRan(team);
  });

  test('prompts and arguments of an agent, also when it is started again in the same window', async () => {
    const team = await testTeam();
    const { program, given } = await witness(team);
    const longText = `${'ü'.repeat(99)}\n`.repeat(500);
    const manifest = (texts: readonly string[]) => `
tools: {demo: {binary: ${yaml(program)}, args: ${yamlList(texts)}}}
projects:
  shop:
    repo: repo
    engineers:
      cart: {tool: demo, brief: ${yaml(`${texts.join('\n')}\n${longText}`)}}
`;
    await team.write(manifest(corpus));
    await team.coders('apply', '--timeout', '0');
    const first = await given('cart');
    expect(first.argv.slice(5, -2)).toEqual(corpus);
    expect(first.argv.at(-1)).toContain(corpus.join('\n').trim());
    expect(first.argv.at(-1)).toContain(longText.slice(0, 10_000));
    const reversed = [...corpus].reverse();
    await team.write(manifest(reversed));
    await team.coders('apply', '--now', '--yes', '--timeout', '0');
    const again = await waitUntil(async () => {
      const latest = await given('cart');
      return latest.env['CODERS_EPOCH'] === '2' ? latest : undefined;
    }, { what: 'the second launch' });
    expect(again.argv.slice(5, -2)).toEqual(reversed);
    expect(again.argv.at(-1)).toContain(reversed.join('\n').trim());
    await expectNothingRan(team);
  });

  const folders = corpus.filter((name) => !/[/\n\0]|^~/.test(name) && name.trim() !== '');
  test('folders: of the team, of a repository, of a worktree and of a member', async () => {
    const team = await testTeam({ folder: `#{pid} $(touch ran) \`touch ran\` it's "quoted"; ü ##[x] %if \\` });
    const { program, given } = await witness(team);
    const engineers = folders.map((folder, index) => `      e${index}: {worktree: {path: ${yaml(`places/${folder}`)}, branch: b${index}}}`);
    await team.write(`
defaults: {tool: command, command: [${yaml(program)}, x]}
projects:
  shop:
    repo: repo
    engineers:
${engineers.join('\n')}
`);
    await team.succeed('apply');
    for (const [index, folder] of folders.entries()) expect((await given(`e${index}`)).cwd, folder).toBe(join(team.directory, 'places', folder));
    expect(await team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
    await expectNothingRan(team);
    await team.succeed('down', '--worktrees', '--yes');
    expect(await team.repository.git(['worktree', 'list', '--porcelain'])).not.toContain('places');
  }, 400_000);

  const branches = corpus.filter((name) => /^[^\s~^:?*[\\\x7f]+$/.test(name) && !/^[-.@]|[.]$|\.\.|@\{|\/\/|\.lock$|^#,$/.test(name) && name !== '@');
  test('branches', async () => {
    const team = await testTeam();
    const engineers = branches.map((branch, index) => `      e${index}: {worktree: {branch: ${yaml(branch)}}}`);
    await team.write(`
defaults: {tool: command, command: [sleep, "1000"]}
projects:
  shop:
    repo: repo
    engineers:
${engineers.join('\n')}
`);
    await team.succeed('apply');
    const made = (await team.repository.git(['for-each-ref', '--format=%(refname)', 'refs/heads'])).split('\n').map((ref) => ref.slice('refs/heads/'.length));
    expect(made.filter((name) => name !== 'main').sort()).toEqual([...branches].sort());
    expect(await team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
    await expectNothingRan(team);
  }, 400_000);
});
