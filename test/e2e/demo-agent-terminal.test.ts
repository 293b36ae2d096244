import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../src/agents/demo.ts';
import { statusBy } from '../rig/status-by.ts';
import { demoAgents, idle, working } from '../demo/demo-agent.ts';
import { childOf, gone } from '../demo/demo-pane.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let agents: Awaited<ReturnType<typeof demoAgents>>;

beforeAll(async () => {
  agents = await demoAgents();
});

describe('the terminal', () => {
  test.each([['SIGHUP', 129], ['SIGTERM', 143], ['SIGINT', 130]] as const)('%s ends the agent and what it runs, with exit code %i', async (signal, code) => {
    const { pane } = await agents.start({ brief: 'demo: run sleep 1000' });
    await pane.sees('Run(sleep 1000)');
    const pid = await pane.show('#{pane_pid}');
    const child = await childOf(pid);
    process.kill(Number(pid), signal);
    expect(await pane.ended()).toBe(code);
    await gone(child);
  });

  test('that is taken away ends the agent and what it runs', async () => {
    const { pane } = await agents.start({ brief: 'demo: run sleep 1000' });
    await pane.sees('Run(sleep 1000)');
    const pid = await pane.show('#{pane_pid}');
    const child = await childOf(pid);
    await pane.tmux('kill-pane', '-t', pane.id);
    await gone(pid, child);
  });

  test.each(['TERM', 'HUP'])('is given back as it was on SIG%s', async (signal) => {
    const directory = await temporaryDirectory();
    const shell = `stty -g > before; "$0" "$1" --name cart; stty -g > after; exec cat -v`;
    const { pane } = await agents.start({ directory, argv: ['sh', '-c', shell, process.execPath, agents.program] });
    await pane.titled(idle);
    const before = await pane.show('#{pane_title}');
    process.kill(Number(await childOf(await pane.show('#{pane_pid}'))), `SIG${signal}`);
    await waitUntil(() => existsSync(join(directory, 'after')), { what: 'the end of the agent' });
    await waitUntil(async () => (await pane.show('#{pane_title}')) !== before, { what: 'the earlier title' });
    await writeFile(join(directory, 'paste'), 'plain\n');
    await pane.paste(join(directory, 'paste'));
    expect(await pane.sees('plain\nplain')).not.toContain('^[[200~');
    expect(await readFile(join(directory, 'after'), 'utf8')).toBe(await readFile(join(directory, 'before'), 'utf8'));
  });

  const text = 'a draft of more than eighty columns, typed while the terminal changes its size again and again';

  test('may change its size while a person types: the prompt is drawn once, and whole', async () => {
    const { pane } = await agents.start({ columns: 120, rows: 40, brief: 'demo: say A word to fill a line of the transcript, and some more of them.\n'.repeat(12) });
    await pane.titled(idle);
    const sizes = [[80, 24], [300, 80], [80, 24], [60, 30], [300, 80], [80, 24], [300, 80]] as const;
    const step = Math.ceil(text.length / sizes.length);
    for (const [index, [columns, rows]] of sizes.entries()) {
      await pane.type(text.slice(index * step, (index + 1) * step));
      await pane.resize(columns, rows);
    }
    await pane.sees(`› ${text}\n  ◇ idle · cart`);
    const lines = (await pane.screen({ history: true })).split('\n');
    expect(lines.filter((line) => line.startsWith('›')), lines.join('\n')).toHaveLength(2);
    expect(lines.filter((line) => line.includes('◇ idle')), lines.join('\n')).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('●')), lines.join('\n')).toHaveLength(12);
  });

  test('may become too small for the prompt: it is whole again where there is room', async () => {
    const { pane, said, turns } = await agents.start({ columns: 120, rows: 40 });
    await pane.type(text);
    for (const [columns, rows] of [[20, 24], [80, 5], [20, 2], [3, 1], [120, 40]] as const) await pane.resize(columns, rows);
    await pane.sees(`› ${text}\n  ◇ idle · cart`);
    await pane.press('Enter');
    await turns(1);
    expect(await said('user')).toEqual([text]);
  });

  test.each([[20, 24], [80, 24], [300, 80], [10, 3], [2, 1]])('may be %i columns by %i rows', async (columns, rows) => {
    const { pane, turns, said } = await agents.start({ columns, rows });
    await pane.type('demo: say wide 日本 words and more');
    await pane.press('Enter');
    await turns(1);
    expect(await said('assistant')).toEqual(['wide 日本 words and more']);
    await pane.titled(idle);
  });

  test('is told the state by its title', async () => {
    const { pane, directory } = await agents.start({ brief: 'demo: wait-for go' });
    await pane.titled(working);
    await pane.sees('◆ working · cart · WaitFor(go) · Esc interrupts');
    await writeFile(join(directory, 'go'), '');
    await pane.titled(idle);
    await pane.sees('◇ idle · cart · Ctrl-D leaves');
  });

  test('shows colours, unless NO_COLOR asks for none', async () => {
    const brief = 'demo: write a | b';
    const colourful = await agents.start({ brief });
    await colourful.turns(1);
    await colourful.pane.sees('● Done.');
    expect(await colourful.pane.tmux('capture-pane', '-p', '-e', '-t', colourful.pane.id)).toContain('\x1b[32m');
    const plain = await agents.start({ argv: ['NO_COLOR=1', process.execPath, agents.program, brief] });
    await plain.pane.sees('● Done.');
    expect(await plain.pane.tmux('capture-pane', '-p', '-e', '-t', plain.pane.id)).not.toContain('\x1b[');
  });

  test('does not obey what a prompt holds', async () => {
    const { pane, turns } = await agents.start({ brief: 'red \x1b[31m and \x1b]2;fooled\x07 title\ndemo: say \x1b[2J\x1b]2;fooled\x07' });
    await turns(1);
    await pane.titled(idle);
    await pane.sees('› red \ufffd[31m and \ufffd]2;fooled\ufffd title');
  });

  test.each(['TERM=dumb', '--unset=TERM'])('with %s is only written to, line by line', async (change) => {
    const { pane } = await agents.start({ argv: [change, process.execPath, agents.program, '--name', 'cart'] });
    await pane.sees(/›$/m);
    await pane.type('demo: say plainly');
    await pane.press('Enter');
    await pane.sees(/● plainly\n\n›/);
    expect(statusBy(demo, { title: await pane.show('#{pane_title}') })).toBe('starting');
    await pane.press('C-d');
    expect(await pane.ended()).toBe(0);
  });
});
