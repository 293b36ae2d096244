import { expect, it } from 'vitest';
import { withOwnStyles, withoutFaint, withoutStyles } from '../../src/util/styles.ts';

const [faint, red, reset] = ['\u001b[2m', '\u001b[31m', '\u001b[0m'];

it('a style that a line leaves in force is the next line\'s own', () => {
  expect(withOwnStyles([`${faint}told before`, '', `› ${reset}draft`, 'plain'])).toEqual([`${faint}told before`, faint, `${faint}› ${reset}draft`, 'plain']);
});

it('a reset that sets a style as well leaves that one', () => {
  expect(withOwnStyles([`${red}error\u001b[0;2m`, 'suggested'])).toEqual([`${red}error\u001b[0;2m`, '\u001b[0;2msuggested']);
});

it('what is only suggested is told from a draft, also where its style began lines above', () => {
  const shown = withOwnStyles([`${faint}Resumed.`, `› ${reset}draft`, `› ${faint}try this`, 'and this', `${reset}end`]);
  expect(shown.map((line) => withoutStyles(withoutFaint(line)))).toEqual(['', 'draft', '› ', '', 'end']);
});
