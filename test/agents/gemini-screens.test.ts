import { describe, expect, it } from 'vitest';
import { gemini } from '../../src/agents/gemini/adapter.ts';
import { limitEnd } from '../../src/agents/gemini/limit.ts';
import { statusBy } from '../rig/status-by.ts';
import { geminiVersion } from '../rig/gemini-install.ts';
import { replayScreens } from '../rig/replay-screens.ts';

const permission = [
  { answer: { say: 'yes' }, pressed: [{ press: '1' }] },
  { answer: { say: 'text', text: 'Perhaps' }, pressed: undefined },
] as const;

/** What each screen that `test/record/gemini.record.ts` recorded says. */
replayScreens(gemini, `gemini-${geminiVersion}`, {
  'idle': { reading: { status: 'idle' }, draft: '' },
  'idle-in-few-colours': { reading: { status: 'idle' }, draft: '' },
  'working': { reading: { status: 'working' }, draft: '' },
  'queued': { reading: { status: 'working' }, draft: '' },
  'retrying': { reading: { status: 'working' }, draft: '' },
  'done': { reading: { status: 'idle' }, draft: '' },
  'interrupted': { reading: { status: 'idle' }, draft: '' },
  'limited': { reading: { status: 'limited' } },
  'limited-until': { reading: { status: 'limited' } },
  'limited-and-stopped': { reading: { status: 'idle' }, draft: '' },
  'permission': { reading: { status: 'waiting', for: { kind: 'permission', text: 'touch asked.txt' } }, keys: [...permission, { answer: { say: 'no' }, pressed: [{ press: '3' }] }] },
  'permission-of-lines': { reading: { status: 'waiting', for: { kind: 'permission', text: 'for name in a b; do\n\n  echo "$name"\ndone' } }, keys: permission },
  'permission-to-write': { reading: { status: 'waiting', for: { kind: 'permission', text: 'WriteFile: Writing to pears.txt' } }, keys: [...permission, { answer: { say: 'no' }, pressed: [{ press: '4' }] }] },
  'question': {
    reading: { status: 'waiting', for: { kind: 'question', text: 'Which colour shall the cart have? (Green / Dark red)' } },
    keys: [{ answer: { say: 'text', text: 'Dark red' }, pressed: [{ press: '2' }] }, { answer: { say: 'text', text: 'Blue' }, pressed: undefined }, { answer: { say: 'yes' }, pressed: undefined }],
  },
  'trust': { reading: { status: 'waiting', for: { kind: 'trust', text: 'Trust folder (share)' } }, keys: [{ answer: { say: 'yes' }, pressed: undefined }] },
  'login': { reading: { status: 'waiting', for: { kind: 'login' } } },
  'menu': { reading: { status: 'waiting', for: { kind: 'other', text: 'Select Model' } } },
  'draft': { reading: { status: 'idle' }, draft: 'Weigh the pears' },
  'draft-of-lines': { reading: { status: 'idle' }, draft: expect.stringMatching(/^one\n\n {2}three, which is long and [^]*indented$/) },
  'draft-of-a-page': { reading: { status: 'idle' }, draft: '[Pasted Text: 301 lines]' },
  'draft-of-a-command': { reading: { status: 'idle' }, draft: '/mod' },
  'draft-of-a-file': { reading: { status: 'idle' }, draft: 'see @car' },
  'draft-in-shell-mode': { reading: { status: 'idle' }, draft: '!ls' },
});

describe('what Gemini CLI\'s title says', () => {
  const box = ['─'.repeat(80), ' >   Type your message or @path/to/file', ' workspace (/directory)       branch      sandbox                        /model'];
  const unready = [...box.slice(0, 2), ' workspace (/directory)       sandbox                                    /model'];
  const git = { worktree: '' };
  const begun = { chat: '' };

  it.each([
    ['starting', 'laptop', [], {}],
    ['idle', '◇  Ready (cart)          ', box, {}],
    ['unknown', '◇  Ready (cart)', [], {}],
    ['idle', '◇  Ready (cart)', unready, {}],
    ['unknown', '◇  Ready (cart)', unready, git],
    ['unknown', '◇  Ready (cart)', ['', '                 ? for shortcuts', ...box], begun], // of a conversation that is not drawn yet
    ['idle', '◇  Ready (cart)', ['', '✦ The cart stands.', '', ...box], begun],
    ['idle', '◇  Ready (cart)', ['', '', ...box], {}], // a person may have turned the banner off
    ['working', '✦  Working… (cart)', box, git],
    ['working', '✦  Weighing the pears (cart)', box, git],
    ['working', '⏲  Working… (cart)', box, git],
    ['waiting', '✋  Action Required (cart)', box, git],
    ['unknown', 'Gemini CLI (cart)', box, git],
  ] as const)('is %s by the title %j', (status, title, screen, files) => {
    expect(statusBy(gemini, { title, screen, files })).toBe(status);
  });

  it('is what it thinks of, where the person has it say so', () => {
    const [evidence] = gemini.evidence({ title: '✦  Weighing the pears (cart)     ', files: {}, screen: box });
    expect(evidence?.reading).toEqual({ status: 'working', doing: 'Weighing the pears' });
  });
});

describe('the end of a usage limit', () => {
  const at = Date.UTC(2026, 10, 21, 23, 30, 10);

  it.each([
    ['11:45 PM UTC', Date.UTC(2026, 10, 21, 23, 45)],
    ['11:30 PM UTC', Date.UTC(2026, 10, 21, 23, 30)],
    ['3:00 AM UTC', Date.UTC(2026, 10, 22, 3)],
    ['7:00 PM EST', Date.UTC(2026, 10, 22, 0)],
    ['4:15 AM GMT+1', Date.UTC(2026, 10, 22, 3, 15)],
    ['soon', undefined],
  ])('is the next %s', (said, end) => {
    expect(limitEnd(said, at)).toBe(end);
  });

  it('is not known where it was not told, or not when', () => {
    expect(limitEnd(undefined, at)).toBeUndefined();
    expect(limitEnd('3:00 AM UTC', undefined)).toBeUndefined();
  });
});

describe('the command line of Gemini CLI', () => {
  const settings = { tool: 'gemini', model: 'opus', role: 'coder', brief: '- See @src.', directory: '/w', args: ['--include-directories', '/docs'], env: {}, permissionMode: 'auto_edit', baseUrl: 'http://127.0.0.1:1' };
  const id = 'b481a8c8-395e-11dd-988d-5f8c34c55430';

  it('names a new conversation, and has the brief in one word with its option', () => {
    const { argv, env } = gemini.launch({ settings, conversation: id, start: { mode: 'new' }, packageDirectory: '/p' });
    expect(argv).toEqual(['gemini', '--session-id', id, '--model', 'pro', '--approval-mode', 'auto_edit', '--include-directories', '/docs', '--prompt-interactive=- See \\@src. ']);
    expect(env).toEqual({ GEMINI_CLI_NO_RELAUNCH: 'true', GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:1' });
  });

  it('resumes without a prompt, and lets the person overrule what the runner sets', () => {
    const own = { ...settings, args: [], env: { GEMINI_CLI_NO_RELAUNCH: 'false', GEMINI_CLI: '1' } };
    const { argv, env, unset } = gemini.launch({ settings: own, conversation: id, start: { mode: 'resume' }, packageDirectory: '/p' });
    expect(argv).toEqual(['gemini', '--resume', id, '--model', 'pro', '--approval-mode', 'auto_edit']);
    expect(env['GEMINI_CLI_NO_RELAUNCH']).toBe('false');
    expect(unset).not.toContain('GEMINI_CLI');
  });
});
