import { expect } from 'vitest';
import { opencode } from '../../src/agents/opencode/adapter.ts';
import { opencodeVersion } from '../rig/opencode-install.ts';
import { replayScreens } from '../rig/replay-screens.ts';

const typedPage = '[Pasted ~300 lines]';
const question = {
  reading: { status: 'waiting', for: { kind: 'question', text: 'Which colour shall the cart have? (Green / Dark red)' } },
  keys: [{ answer: { say: 'text', text: 'Dark red' }, pressed: [{ press: '2' }] }, { answer: { say: 'text', text: 'Blue' }, pressed: undefined }, { answer: { say: 'yes' }, pressed: undefined }],
} as const;

/** What each screen that `test/record/opencode.record.ts` recorded says. */
replayScreens(opencode, `opencode-${opencodeVersion}`, {
  'idle': { reading: { status: 'idle' }, draft: '' },
  'working': { reading: { status: 'working' }, draft: '' },
  'queued': { reading: { status: 'working' }, draft: '' },
  'asked-to-interrupt-again': { reading: { status: 'working' }, draft: '' },
  'retrying': { reading: { status: 'working', doing: 'The script refuses with 429. [retrying in 2s attempt #1]' }, draft: '' },
  'refused': { reading: { status: 'idle' }, draft: '' },
  'done': { reading: { status: 'idle' }, draft: '' },
  'interrupted': { reading: { status: 'idle' }, draft: '' },
  'permission': { reading: { status: 'waiting', for: { kind: 'permission', text: 'touch asked.txt' } } },
  'permission-of-lines': { reading: { status: 'waiting', for: { kind: 'permission', text: 'for name in a b; do\n\necho "$name"\ndone' } } },
  'permission-to-write': { reading: { status: 'waiting', for: { kind: 'permission', text: 'Edit pears.txt' } } },
  'permission-for-always': { reading: { status: 'waiting', for: { kind: 'other', text: '△ Always allow' } } },
  'permission-refused': { reading: { status: 'idle' }, draft: '' },
  'question': question,
  'menu': { reading: { status: 'waiting', for: { kind: 'other', text: 'Select model' } } },
  'draft': { reading: { status: 'idle' }, draft: 'Weigh the pears' },
  'draft-of-two-lines': { reading: { status: 'idle' }, draft: expect.stringMatching(/^one, which is long [^]*\nand two$/) },
  'draft-of-a-page': { reading: { status: 'idle' }, draft: typedPage },
  'draft-of-a-command': { reading: { status: 'idle' }, draft: '/mod' },
  'draft-in-shell-mode': { reading: { status: 'idle' }, draft: '!ls' },
  'wide': { reading: { status: 'idle' }, draft: '' },
  'wide-working': { reading: { status: 'working' }, draft: '' },
  'wide-retrying': { reading: { status: 'working', doing: 'The script refuses with 429. [retrying in 1s attempt #1]' }, draft: '' },
  'wide-permission': { reading: { status: 'waiting', for: { kind: 'permission', text: 'touch asked.txt' } } },
  'wide-question': question,
  'wide-menu': { reading: { status: 'waiting', for: { kind: 'other', text: 'Select model' } } },
  'wide-draft': { reading: { status: 'idle' }, draft: 'Weigh the pears' },
});
