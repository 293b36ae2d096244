import type { Answer } from '../agents/dialog.ts';
import { adapterFor } from '../agents/registry.ts';
import type { Host } from '../host/host.ts';
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
  if (keys === undefined) return { done: false, reason: `A ${question.kind} like this takes no such answer from here.` };
  return press(keys, by.agent, host);
}

/** As the hook's program reads it. Words are a no with a reason. */
function hookAnswer(answer: Answer): string {
  if (answer.say === 'yes') return 'allow';
  const words = answer.say === 'no' ? 'A person says no.' : answer.text;
  return `deny ${JSON.stringify(words).slice(1, -1)}`;
}

const pauseMs = 150;

/** Only while the same dialog stands there: before the first key it is looked at again, and the keys go with that look. */
async function press(keys: NonNullable<ReturnType<NonNullable<Extract<OpenQuestion['by'], { way: 'keys' }>['dialog']>['keysFor']>>, { pane, tool }: AgentPane, { tmux, clock }: Host): Promise<Answered> {
  const before = await tmux.input.lookClosely(pane);
  const dialog = adapterFor(tool)?.dialog;
  if (before === undefined || dialog?.(await tmux.capture(pane.id)) === undefined) return { done: false, reason: 'The dialog is not there any more.' };
  for (const [index, key] of keys.entries()) {
    if (index > 0) await clock.wait(pauseMs); // the program draws what the key before did
    const unchanged = index === 0 ? { scene: before.scene } : {};
    const isDone = 'press' in key ? await tmux.input.press(pane, key.press, unchanged) : await tmux.input.type(pane, key.type, unchanged);
    if (!isDone) return { done: false, reason: 'Its window changed while it was answered.' };
  }
  return { done: true };
}
