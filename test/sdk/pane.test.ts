import { expect, test } from 'vitest';
import { getPaneId, injectPaneIdContext } from '../../src/sdk/pane.ts';

test('the pane is the one that coders gave, else that of tmux, else none', () => {
  expect(getPaneId({ CODERS_PANE_ID: '%7', TMUX_PANE: '%1' })).toBe('%7');
  expect(getPaneId({ CODERS_PANE_ID: '', TMUX_PANE: '%1' })).toBe('%1');
  expect(getPaneId({})).toBeUndefined();
});

test('a prompt keeps every byte behind the line that tells of the pane', () => {
  expect(injectPaneIdContext('Mend the login.\n', '%7')).toBe('You run in the pane %7.\n\nMend the login.\n');
  const before = { ...process.env };
  delete process.env['CODERS_PANE_ID'];
  delete process.env['TMUX_PANE'];
  try {
    expect(injectPaneIdContext('Mend the login.')).toBe('Mend the login.');
  } finally {
    Object.assign(process.env, before);
  }
});
