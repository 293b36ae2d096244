import type { Answer, Dialog, DialogKey } from '../agents/dialog.ts';
import { adapterFor } from '../agents/registry.ts';
import type { Host } from '../host/host.ts';
import type { Question } from '../state/evidence.ts';
import type { AgentPane } from './observe-agents.ts';
import type { OpenQuestion } from './observe-questions.ts';

/** What became of an answer. */
export type Answered = { readonly done: true } | { readonly done: false; readonly reason: string };

/** Gives an answer: to the hook that waits for it, or in keys where the dialog on the screen is recognised exactly. */
export async function answerQuestion({ by, question }: OpenQuestion, answer: Answer, host: Host): Promise<Answered> {
  if (by.way === 'hook') {
    if (host.files.writeTo(by.door, `${hookAnswer(answer)}\n`)) return { done: true };
    return { done: false, reason: 'The question is not open any more.' };
  }
  if (by.dialog === undefined) return { done: false, reason: 'Its screen shows no dialog that this version of coders knows.' };
  const keys = by.dialog.keysFor(answer);
  if (keys === undefined) return { done: false, reason: `${kindWords[question.kind]} like this takes no such answer from here.` };
  return press(keys, by.dialog, { agent: by.agent, host });
}

const kindWords: Readonly<Record<Question['kind'], string>> = { permission: 'A permission', question: 'A question', login: 'A login', trust: 'A question of trust', other: 'A dialog' };

/** As the hook's program reads it. Words are a no with a reason. */
function hookAnswer(answer: Answer): string {
  if (answer.say === 'yes') return 'allow';
  const words = answer.say === 'no' ? 'A person says no.' : answer.text;
  return `deny ${JSON.stringify(words).slice(1, -1)}`;
}

const pauseMs = 150;

/** A dialog that was just drawn ignores keys for up to a quarter of a second, so that none meant for something else answers it. */
const settleMs = 500;

const patienceMs = 3000;

/**
 * Only while the dialog that was asked about stands there: it is looked at again before the first key, and the keys go
 * with that look. It is answered when it is gone. No key is pressed twice: the next dialog could look the same.
 */
async function press(keys: readonly DialogKey[], asked: Dialog, { agent, host }: { readonly agent: AgentPane; readonly host: Host }): Promise<Answered> {
  const { pane } = agent;
  const { tmux: { input }, clock } = host;
  await clock.wait(settleMs);
  const before = await input.lookClosely(pane);
  if (before === undefined || !(await stands(asked, agent, host))) return { done: false, reason: 'The dialog is not there any more.' };
  for (const [index, key] of keys.entries()) {
    if (index > 0) await clock.wait(pauseMs); // the program draws what the key before did
    const unchanged = index === 0 ? { scene: before.scene } : {};
    const isDone = 'press' in key ? await input.press(pane, key.press, unchanged) : await input.type(pane, key.type, unchanged);
    if (!isDone) return { done: false, reason: 'Its window changed while it was answered.' };
  }
  for (const end = clock.now() + patienceMs; clock.now() < end; await clock.wait(pauseMs)) {
    if (!(await stands(asked, agent, host))) return { done: true };
  }
  return { done: false, reason: 'The keys were pressed, and the dialog still stands on its screen.' };
}

async function stands({ question }: Dialog, { pane, tool }: AgentPane, { tmux }: Host): Promise<boolean> {
  const now = adapterFor(tool)?.dialog?.((await tmux.capture(pane.id)) ?? [])?.question;
  return now?.kind === question.kind && now.text === question.text;
}
