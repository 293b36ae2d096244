import { describe, expect, it } from 'vitest';
import { codex } from '../../src/agents/codex/adapter.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import type { Answer } from '../../src/agents/dialog.ts';
import type { Verdict } from '../../src/state/evidence.ts';
import { withoutStyles } from '../../src/util/styles.ts';
import { codexVersion } from '../rig/codex-install.ts';
import { recordedNames, recordedScreen } from '../rig/recorded-screens.ts';

const version = `codex-${codexVersion}`;

/** What each screen that `test/record/codex.record.ts` recorded says, and what stands in its input box. */
const screens: Readonly<Record<string, { readonly reading: Verdict['reading']; readonly draft?: string }>> = {
  'starting': { reading: { status: 'starting' } },
  'idle': { reading: { status: 'idle' }, draft: '' },
  'working': { reading: { status: 'working' }, draft: '' },
  'queued': { reading: { status: 'working' }, draft: '' },
  'reconnecting': { reading: { status: 'working' }, draft: '' },
  'done': { reading: { status: 'idle' }, draft: '' },
  'interrupted': { reading: { status: 'idle' }, draft: '' },
  'limited': { reading: { status: 'idle' }, draft: '' }, // the rollout says the rest
  'draft': { reading: { status: 'idle' }, draft: 'Weigh the pears' },
  'draft-of-a-command': { reading: { status: 'idle' }, draft: '/mod' },
  'draft-in-shell-mode': { reading: { status: 'idle' }, draft: '!ls' },
  'draft-of-a-page': { reading: { status: 'idle' }, draft: '[Pasted Content 1200 chars]' },
  'draft-of-lines': { reading: { status: 'idle' }, draft: expect.stringMatching(/^one\n\n {2}three, which is long and [^]*indented$/) },
  'permission': { reading: { status: 'waiting', for: { kind: 'permission', text: 'touch asked.txt' } } },
  'permission-of-lines': { reading: { status: 'waiting', for: { kind: 'permission', text: 'for name in a b; do\n\n  echo "$name"\ndone' } } },
  'permission-to-edit': {
    reading: { status: 'waiting', for: { kind: 'permission', text: expect.stringMatching(/^Would you like to make the following edits\? .* Destination: \/\S+\/pears\.txt$/) } },
  },
  'question': { reading: { status: 'waiting', for: { kind: 'question', text: 'Which colour shall the cart have? (Green / Dark red)' } } },
  'trust': { reading: { status: 'waiting', for: { kind: 'trust', text: expect.stringMatching(/^\/\S+$/) } } },
  'login': { reading: { status: 'waiting', for: { kind: 'login' } } },
  'hooks': { reading: { status: 'waiting', for: { kind: 'other', text: 'Hooks need review' } } },
  'menu': { reading: { status: 'waiting', for: { kind: 'other', text: 'Select Model and Effort' } } },
  'offers-another-model': { reading: { status: 'waiting', for: { kind: 'other', text: 'Approaching rate limits' } } },
  'open-elsewhere': { reading: { status: 'waiting', for: { kind: 'other', text: 'This conversation is open in another app' } } },
};

describe(`the screens of ${version}`, () => {
  it('are all known here', async () => {
    expect(await recordedNames(version)).toEqual(Object.keys(screens).sort());
  });

  it.each(Object.entries(screens))('%s', async (name, { reading, draft }) => {
    const { title, styled } = await recordedScreen(version, name);
    const verdict = verdictOf(codex.evidence({ title, files: {}, screen: styled.map(withoutStyles) }), 0);
    expect(verdict.reading).toEqual(reading);
    expect(codex.delivery!.draft(styled)).toEqual(draft);
  });
});

describe('the keys that answer', () => {
  const yes: Answer = { say: 'yes' };
  const no: Answer = { say: 'no' };
  const words = (text: string): Answer => ({ say: 'text', text });

  it.each([
    ['permission', yes, [{ press: '1' }]],
    ['permission', no, [{ press: '3' }]],
    ['permission', words('Not now.'), undefined],
    ['permission-of-lines', no, [{ press: '2' }]],
    ['permission-to-edit', yes, [{ press: '1' }]],
    ['question', words('dark red'), [{ press: '2' }]],
    ['question', words('blue'), undefined],
    ['trust', yes, [{ press: 'Enter' }]],
    ['trust', no, undefined],
    ['login', yes, undefined],
    ['hooks', yes, undefined],
    ['offers-another-model', yes, undefined],
  ] as const)('%s, %o: %j', async (name, answer, keys) => {
    const { styled } = await recordedScreen(version, name);
    expect(codex.dialog!(styled.map(withoutStyles))?.keysFor(answer)).toEqual(keys);
  });

  it('are none where no dialog stands', async () => {
    const { styled } = await recordedScreen(version, 'working');
    expect(codex.dialog!(styled.map(withoutStyles))).toBeUndefined();
  });
});
