import { expect } from 'vitest';
import { claude } from '../../src/agents/claude/adapter.ts';
import { claudeVersion } from '../rig/claude-install.ts';
import { replayScreens, type Told } from '../rig/replay-screens.ts';

const text = { say: 'text', text: 'Perhaps' } as const;
const permission = (asked: string, no: string): Told => ({
  reading: { status: 'waiting', for: { kind: 'permission', text: asked } },
  keys: [{ answer: { say: 'yes' }, pressed: [{ press: '1' }] }, { answer: { say: 'no' }, pressed: [{ press: no }] }, { answer: text, pressed: undefined }],
});
const other = (asked: string): Told => ({ reading: { status: 'waiting', for: { kind: 'other', text: asked } }, keys: [{ answer: { say: 'yes' }, pressed: undefined }] });
// What its screen leaves open, its session file and its record tell.
const open = (draft: string): Told => ({ reading: { status: 'unknown' }, draft });

/** What each screen that `test/record/claude.record.ts` recorded says. */
replayScreens(claude, `claude-${claudeVersion}`, {
  'idle': open(''),
  'working': open(''),
  'queued': open(''),
  'done': open(''),
  'interrupted': open(''),
  'retrying': open(''),
  'limited': open(''),
  'limited-until': open(''),
  'limited-and-asked': { reading: { status: 'limited' } },
  'login': { reading: { status: 'waiting', for: { kind: 'login', text: 'not logged in; run /login' } }, draft: '' },
  'login-after-a-prompt': open(''),
  'login-method': { reading: { status: 'waiting', for: { kind: 'login' } }, keys: [{ answer: { say: 'yes' }, pressed: undefined }] },
  'trust': {
    reading: { status: 'waiting', for: { kind: 'trust', text: '/tmp/coders-abcdef' } },
    keys: [{ answer: { say: 'yes' }, pressed: [{ press: 'Down' }, { press: 'Enter' }] }, { answer: { say: 'no' }, pressed: undefined }],
  },
  'bypass': other('WARNING: Claude Code running in Bypass Permissions mode'),
  'permission': permission('touch asked.txt', '4'),
  'permission-of-lines': permission('cat > x.txt <<EOF\none "two"\n\n1. three\nEOF\nls | wc -l', '3'),
  'permission-to-write': permission('Create file: pears.txt', '3'),
  'permission-to-fetch': permission('Fetch: Claude wants to fetch content from example.com', '3'),
  'permission-to-leave-plan': permission('Exit plan mode: Claude wants to exit plan mode', '2'),
  'question': {
    reading: { status: 'waiting', for: { kind: 'question', text: 'Which fruit shall it be? (Apple / Dark pear)' } },
    keys: [
      { answer: { say: 'text', text: 'dark pear' }, pressed: [{ press: '2' }] },
      { answer: text, pressed: [{ press: '3' }, { type: 'Perhaps' }, { press: 'Enter' }] },
    ],
  },
  'questions': { reading: { status: 'waiting', for: { kind: 'question', text: 'Which fruit shall it be? (Apple / Dark pear)' } }, keys: [{ answer: text, pressed: undefined }] },
  'menu': other('Select model'),
  'help': { reading: { status: 'unknown' } },
  'draft': open('Weigh the pears'),
  'draft-of-lines': { reading: { status: 'unknown' }, draft: expect.stringMatching(/^one\n\n {2}three, which is long and [^]*indented$/) as string },
  'draft-of-a-page': open('[Pasted text #1 +300 lines]'),
  'draft-longer-than-its-box': { reading: { status: 'unknown' }, draft: expect.stringMatching(/^…\n[^]*line 38\nline 39$/) as string },
  'draft-with-the-cursor-in-front': open('Weigh the pears'),
  'draft-of-a-command': open('/mod'),
  'draft-in-shell-mode': open('!ls'),
});
