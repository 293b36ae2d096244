import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { diceOf } from '../../soak/dice.ts';
import { awkwardSize, awkwardText, pieces } from '../../soak/texts.ts';
import { seed } from '../../rig/seed.ts';
import { deliveryWorld, type DeliveryWorld } from './world.ts';

let world: DeliveryWorld;

beforeAll(async () => {
  world = await deliveryWorld();
});

/** Sends a text, and gives what the agent took. */
async function taken(text: string): Promise<string | undefined> {
  expect(await world.send(text, { timeoutMs: 20_000 })).toMatchObject({ state: 'acknowledged' });
  return (await world.prompts()).at(-1);
}

describe('invariant 7: byte for byte', () => {
  test('whatever a shell, tmux or a terminal would not leave alone', async () => {
    const text = pieces.map((piece) => `${piece}|${piece}${piece}.`).join('\n');
    expect(await taken(text)).toBe(text);
  });

  test.each(['-', '--', '-t %0 x', ';', 'a;', 'a\\;', '#{pane_id}', '#(id)', '$(id)', '"', '\'', '\\', '!ls', '/help', '@a', '?', '1', 'y', '~', '%0', '  indented', '\ttab', '\n\nblank lines first', 'a\n', 'coders: stale'])(
    '%j as a whole text', async (text) => {
      expect(await taken(text)).toBe(text);
    });

  test.each([1, 2, 255, 256, 1023, 1024, 4095, 4096, 4097, 16_383, 16_384, 65_535, 65_536, 100_000])('%i bytes in one line', async (bytes) => {
    const text = 'x'.repeat(bytes - 1) + '.';
    expect(await taken(text)).toBe(text);
  });

  test.each([['wide', '日'], ['joined', '👩‍👩‍👧‍👦'], ['combining', 'e\u0301'], ['short lines', 'a\n'], ['backslashes', '\\'], ['quotes', '"']])('100 kB of %s', async (_, piece) => {
    const text = `${piece.repeat(Math.floor(100_000 / Buffer.byteLength(piece)))}.`;
    expect(await taken(text)).toBe(text);
  });

  test('random texts of all sizes', async () => {
    const dice = diceOf(seed);
    for (let count = 0; count < 30; count += 1) {
      const text = awkwardText(awkwardSize(100_000, dice), dice);
      expect(await taken(text)).toBe(text);
    }
  });
});

describe('the command line', () => {
  test('takes a file of 100 kB as it is, but for line ends: CR LF becomes LF, and blanks at the end go', async () => {
    const text = awkwardText(100_000, diceOf(seed));
    const file = join(world.team.directory, 'message.txt');
    await writeFile(file, `${text.replaceAll('\n', '\r\n')}\r\n \n`);
    await world.team.succeed('send', 'cart', '--file', file);
    expect((await world.prompts()).at(-1)).toBe(text);
  });

  test('refuses what a terminal would obey', async () => {
    for (const character of ['\u001b', '\u0007', '\u0003', '\u007f']) {
      expect(await world.team.coders('send', 'cart', `a${character}b`)).toMatchObject({ exit: 2, stderr: expect.stringContaining('control character') });
    }
  });
});
