import { expect, test } from 'vitest';
import type { Key } from '../../src/util/terminal-keys.ts';
import { press, type Pressed } from '../../src/watch/keys.ts';
import { emptyState, withSights } from '../../src/watch/state.ts';
import { shop } from './sights.ts';

const state = withSights(emptyState, [shop]);
const first = { team: 'shop', address: 'member/orchestrator' };

/** Presses keys one after the other; a word of one character is typed, any other names a key. */
function pressed(...names: readonly string[]): Pressed {
  return names.reduce<Pressed>(({ state: before }, name) => press(before, (name.length === 1 ? { kind: 'text', text: name } : { kind: name }) as Key), { state });
}

test.each([
  [['down'], 'member/store/pm'], [['j', 'j'], 'member/store/cart'], [['j', 'k'], 'member/orchestrator'], [['up'], 'member/orchestrator'],
  [['G'], 'member/site/pay'], [['end', 'down'], 'member/site/pay'], [['page-down', 'home'], 'member/orchestrator'], [['G', 'g'], 'member/orchestrator'],
])('%j selects %s', (names, address) => {
  expect(pressed(...names).state.selected).toEqual({ team: 'shop', address });
});

test.each([
  ['enter', 'attach'], ['h', 'toggle-hold'], ['w', 'why'],
])('%s orders %s of the selected member', (name, order) => {
  expect(pressed(name).order).toEqual({ do: order, member: first });
  expect(press(emptyState, (name.length === 1 ? { kind: 'text', text: name } : { kind: name }) as Key).order, 'nobody is selected').toBeUndefined();
});

test.each(['q', 'ctrl-c', 'ctrl-d'])('%s quits', (name) => {
  expect(pressed(name).order).toEqual({ do: 'quit' });
});

test('a restart is asked for first, and only y is yes', () => {
  const asked = pressed('j', 'r');
  expect(asked).toMatchObject({ state: { mode: { kind: 'asking', question: expect.stringContaining('Restart store/pm') } } });
  expect(asked.order).toBeUndefined();
  expect(pressed('j', 'r', 'y')).toMatchObject({ state: { mode: { kind: 'tree' } }, order: { do: 'restart', member: { address: 'member/store/pm' } } });
  for (const no of ['n', 'enter', 'escape', 'q']) {
    expect(pressed('r', no)).toMatchObject({ state: { mode: { kind: 'tree' } } });
    expect(pressed('r', no).order).toBeUndefined();
  }
});

test('a line is written, edited and sent; q and all the other keys are text in it', () => {
  expect(pressed('s', 'q', 'h', 'x', 'backspace', 'left', 'o', 'enter')).toMatchObject({ state: { mode: { kind: 'tree' } }, order: { do: 'send', member: first, text: 'qoh' } });
  expect(pressed('s', 'a', 'escape')).toEqual({ state });
  expect(pressed('s', 'a', 'ctrl-c')).toEqual({ state });
  expect(pressed('s', ' ', 'enter').order, 'nothing but blanks').toBeUndefined();
});

test('the help names every key, scrolls, and goes away with any other key', () => {
  const { mode } = pressed('?').state;
  expect(mode.kind === 'page' ? mode.lines.join('\n') : '').toMatch(/^down, j .*\n[^]*\nenter .*\ns .*\nh .*\nr .*\nw .*\n[^]*q, ctrl-c, ctrl-d /m);
  expect(pressed('?', 'down', 'j', 'up').state.mode).toMatchObject({ top: 1 });
  expect(pressed('?', 'escape').state).toEqual(state);
  expect(pressed('?', 'q').order, 'q leaves the help alone').toBeUndefined();
  expect(pressed('?', 'ctrl-c').order).toEqual({ do: 'quit' });
});

test('the next key takes a notice away', () => {
  expect(press({ ...state, notice: { text: 'done', isFailure: false } }, { kind: 'down' }).state.notice).toBeUndefined();
});
