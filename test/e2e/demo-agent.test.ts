import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoAgents, idle, working } from '../demo/demo-agent.ts';
import { childOf, gone } from '../demo/demo-pane.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let agents: Awaited<ReturnType<typeof demoAgents>>;

beforeAll(async () => {
  agents = await demoAgents();
});

describe('a brief given on the command line', () => {
  test('becomes files and a commit, step by step on the screen', async () => {
    const repository = await gitRepository();
    const { pane, turns } = await agents.start({ directory: repository.path, brief: 'Write the notes.\ndemo: write docs/notes.md | Hello\ndemo: append docs/notes.md | again\ndemo: commit Add notes\nThank you.' });
    await turns(1);
    const screen = await pane.sees(idle);
    expect(await readFile(join(repository.path, 'docs/notes.md'), 'utf8')).toBe('Hello\nagain\n');
    expect(await repository.git(['log', '-1', '--format=%s'])).toBe('Add notes');
    expect(await repository.git(['status', '--porcelain'])).toBe('');
    for (const line of ['› Write the notes.', '● Write(docs/notes.md)', '● Append(docs/notes.md)', '● Commit(Add notes)', '1 file changed, 2 insertions(+)', '● Done: all 3 steps succeeded.']) expect(screen).toContain(line);
  });

  test('stands in the session file before any work on it, byte for byte', async () => {
    const brief = '-- "quotes" $(touch x) #{pane_id} \\ é 日\n\n  indented\tand tabbed\ndemo: wait-for go\n';
    const { said, directory, turns, pane } = await agents.start({ brief });
    await waitUntil(async () => (await said('user')).length, { what: 'the brief in the session file' });
    expect(await said('user')).toEqual([brief]);
    await pane.titled(working);
    await writeFile(join(directory, 'go'), '');
    await turns(1);
  });

  test('commits in the name that git is configured with, or else in its own', async () => {
    const repository = await gitRepository();
    const brief = 'demo: write a | 1\ndemo: commit One\ndemo: commit Again';
    const first = await agents.start({ directory: repository.path, brief });
    await first.turns(1);
    expect(await repository.git(['log', '-1', '--format=%an <%ae>'])).toBe('Demo agent <demo-agent@localhost>');
    await first.pane.sees('Nothing to commit');
    await repository.git(['config', 'user.name', 'Ann']);
    const second = await agents.start({ directory: repository.path, brief: brief.replace('1', '2') });
    await second.turns(1);
    expect(await repository.git(['log', '-1', '--format=%an <%ae>'])).toBe('Ann <demo-agent@localhost>');
  });

  test('that is only talk gets an honest answer', async () => {
    const { pane } = await agents.start({ brief: 'Build the cart.' });
    const screen = await pane.sees('git knows no repository');
    expect(screen.replace(/\s+/g, ' ')).toContain('I read “Build the cart.”. I have no model to think about it,');
  });
});

describe('what can not be done is said in words', () => {
  test.each([
    ['a path that leads out', 'demo: write ../out.txt | x', /"\.\.\/out\.txt" leads out of/],
    ['an absolute path', 'demo: append /tmp/out.txt | x', /"\/tmp\/out\.txt" leads out of/],
    ['a link that leads out', 'demo: write link/out.txt | x', /"link\/out\.txt" leads out of/],
    ['a link to nothing', 'demo: write dangling | x', /"dangling" leads out of/],
    ['a program that does not exist', 'demo: run no-such-program', /"no-such-program" can not be started/],
    ['a program that fails', 'demo: run git no-such-verb', /no-such-verb[^]*Ended with exit code 1\./],
    ['a commit without a repository', 'demo: commit Add', /not a git repository/],
    ['a directive that does not exist', 'demo: dance', /"dance" is no directive/],
  ])('%s', async (_, brief, sentence) => {
    const outside = await temporaryDirectory();
    const directory = join(outside, 'inside');
    await mkdir(directory);
    await symlink(outside, join(directory, 'link'));
    await symlink(join(outside, 'missing'), join(directory, 'dangling'));
    const { pane, turns } = await agents.start({ directory, brief, columns: 300 });
    await turns(1);
    await pane.sees(sentence);
    await pane.sees('● Not all done: 1 of 1 step failed.');
    expect(existsSync(join(outside, 'out.txt')) || existsSync(join(outside, 'missing'))).toBe(false);
  });
});

describe('typing', () => {
  test('edits the line as the keys say', async () => {
    const { pane, said, turns } = await agents.start();
    await pane.type('wrong words');
    await pane.press('C-u');
    await pane.type('helo wörld 日本 oops');
    await pane.press('C-w', 'BSpace', 'Home', 'Right', 'Right', 'Right');
    await pane.type('l');
    await pane.press('End', 'Left');
    await pane.type('x');
    await pane.press('DC', 'M-Enter');
    await pane.type('second');
    await pane.sees('› hello wörld 日x\n  second\n');
    await pane.press('Enter');
    await turns(1);
    expect(await said('user')).toEqual(['hello wörld 日x\nsecond']);
  });

  test('Enter on an empty line, or on blanks, does nothing', async () => {
    const { pane, said, turns } = await agents.start();
    await pane.press('Enter', 'Enter', 'Space', 'Enter', 'C-u');
    await pane.type('demo: say hi');
    await pane.press('Enter');
    await turns(1);
    expect(await said('user')).toEqual(['demo: say hi']);
    await pane.titled(idle);
  });

  test('Ctrl-C clears, and leaves when pressed again', async () => {
    const { pane, session } = await agents.start();
    await pane.type('half a thought');
    await pane.press('C-c');
    await pane.sees('›\n  ◇ idle · cart · Ctrl-C again leaves');
    await pane.type('x');
    await pane.sees('› x');
    await pane.press('C-c', 'C-c');
    expect(await pane.ended()).toBe(0);
    await pane.sees(`To go on with this conversation: --resume ${session}`);
  });

  test('Ctrl-D leaves on an empty line only', async () => {
    const { pane } = await agents.start();
    await pane.type('ab');
    await pane.press('Home', 'C-d');
    await pane.sees('› b');
    await pane.press('C-d', 'C-d');
    expect(await pane.ended()).toBe(0);
  });
});

describe('a bracketed paste', () => {
  const words = Array.from({ length: 60 }, (_, line) => `${line}: "quoted" 'text' $HOME \`x\` #{pane_id} ; é日本👍 \t tab \\`).join('\n');
  test.each([
    ['3 kB with line ends', words],
    ['100 kB of wide characters, which reads cut in half', `a${'日本é'.repeat(12_500)}\n\n\n\nend\n`],
  ])('of %s arrives byte for byte, with Enter and not before', async (_, text) => {
    const { pane, said, turns, directory } = await agents.start();
    await writeFile(join(directory, 'paste'), text);
    await pane.paste(join(directory, 'paste'));
    await pane.sees(/› \[Pasted text, \d+ lines\]/);
    expect(await said('user')).toEqual([]);
    await pane.press('Enter');
    await turns(1);
    expect(await said('user')).toEqual([text]);
  });

  test('at once followed by Enter is sent', async () => {
    const { pane, said, turns, directory } = await agents.start();
    await writeFile(join(directory, 'paste'), words);
    await pane.paste(join(directory, 'paste'));
    await pane.press('Enter');
    await turns(1);
    expect(await said('user')).toEqual([words]);
  });

  test('of few lines stands in the box as text', async () => {
    const { pane, directory } = await agents.start();
    await writeFile(join(directory, 'paste'), 'one\ntwo');
    await pane.paste(join(directory, 'paste'));
    await pane.sees('› one\n  two\n');
  });
});

describe('a turn', () => {
  test('lets prompts wait, shows them, and runs them in order', async () => {
    const { pane, said, turns, directory } = await agents.start({ brief: 'demo: wait-for go' });
    await pane.titled(working);
    await pane.type('demo: say second');
    await pane.press('Enter');
    await pane.type('demo: say third');
    await pane.press('Enter');
    await pane.sees('  queued: demo: say second\n  queued: demo: say third\n›');
    expect(await said('user')).toEqual(['demo: wait-for go', 'demo: say second', 'demo: say third']);
    expect(await said('assistant')).toEqual([]);
    await writeFile(join(directory, 'go'), '');
    await turns(3);
    expect(await said('assistant')).toEqual(['Done.', 'second', 'third']);
    await pane.titled(idle);
  });

  test('ends on Escape: what it runs is ended, the rest is left out, queued prompts run', async () => {
    const { pane, said, turns } = await agents.start({ brief: 'demo: run sleep 1000\ndemo: say never' });
    await pane.sees('Run(sleep 1000)');
    const child = await childOf(await pane.show('#{pane_pid}'));
    await pane.type('demo: say after');
    await pane.press('Enter');
    await pane.sees('queued: demo: say after');
    await pane.press('Escape');
    await turns(2);
    expect(await said('turn-end')).toEqual(['interrupted', 'done']);
    expect(await said('assistant')).toEqual(['after']);
    await pane.sees(/● Run\(sleep 1000\)\n +⎿ Interrupted\./);
    await gone(child);
  });

  test('that never happens is not interrupted', async () => {
    const { pane, said, turns } = await agents.start();
    await pane.press('Escape');
    await pane.type('demo: say alive');
    await pane.press('Enter');
    await turns(1);
    expect(await said('assistant')).toEqual(['alive']);
  });

  test('can end the agent', async () => {
    const { pane, said } = await agents.start({ brief: 'demo: exit 42\ndemo: say never' });
    expect(await pane.ended()).toBe(42);
    expect(await said('turn-end')).toEqual(['exited']);
  });
});
