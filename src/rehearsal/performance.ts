import { newMark } from '../conformance/check.ts';
import type { Stage } from '../conformance/stage.ts';
import { Unmet } from '../conformance/subject.ts';
import type { FakeModel } from '../fake-model/server.ts';
import { answerQuestion } from '../reconcile/answer-question.ts';
import { observeQuestions } from '../reconcile/observe-questions.ts';
import { wrong, type Mismatch } from './mismatch.ts';
import type { Part, SceneName } from './part.ts';
import { mismatches, type Sight } from './scenes.ts';

/** One agent that plays its part, and the model that prompts it. */
export interface Performance {
  readonly stage: Stage;
  readonly part: Part;
  readonly model: FakeModel;
  /** How long any one thing may take, in milliseconds. */
  readonly patienceMs: number;
}

const door = 'rehearsal';
const pollMs = 100;

/** What it is told at its start: it works until the door opens, then asks for a permission, and then has done. */
export function briefOf({ asking }: Part): string {
  return `Rehearse.\nFAKE:hold ${door}\n${asking}\nFAKE:say The rehearsal is over.`;
}

/** In order: each begins where the one before it ended. */
const acts: readonly ((performance: Performance) => Promise<readonly Mismatch[]>)[] = [start, scene('working'), ask, answer, scene('done'), deliver];

/** Goes through the scenes, and tells each mismatch as it comes. Throws Unmet where it can not go on. */
export async function perform(performance: Performance, tell: (found: Mismatch) => void): Promise<void> {
  for (const act of acts) (await act(performance)).forEach(tell);
}

async function start({ stage, model }: Performance): Promise<readonly Mismatch[]> {
  const complaint = await stage.apply().then(() => undefined, (error: unknown) => {
    if (error instanceof Unmet) return error.message;
    throw error;
  });
  if (model.asked.length > 0) return complaint === undefined ? [] : [wrong('it is not seen to be ready, though it works')];
  const sentence = complaint ?? 'Its brief does not reach its model.';
  await stage.until(async () => model.asked.length > 0 || (await stage.status()).status === 'exited', () => sentence);
  if (model.asked.length === 0) throw new Unmet(sentence);
  return [];
}

async function ask(performance: Performance): Promise<readonly Mismatch[]> {
  performance.model.release(door);
  return scene('permission')(performance);
}

/** Looks until all is as it should be, or as long as that may take: a title follows a screen, and a record both. */
function scene(name: SceneName): (performance: Performance) => Promise<readonly Mismatch[]> {
  return async ({ stage, part, patienceMs }) => {
    const { clock } = stage.host;
    for (const end = clock.now() + patienceMs; ; await clock.wait(pollMs)) {
      const found = mismatches(name, await sightOf(stage), { part, adapter: stage.adapter });
      if (found.length === 0 || clock.now() >= end) return found;
    }
  };
}

async function sightOf(stage: Stage): Promise<Sight> {
  const status = await stage.status();
  const look = await stage.host.tmux.input.lookClosely(await stage.pane());
  return { status, styled: look?.styled ?? [] };
}

/** With yes, as a person does from elsewhere. */
async function answer({ stage, model }: Performance): Promise<readonly Mismatch[]> {
  const { host, subject: { settings: { tool, directory } } } = stage;
  const pane = await stage.pane();
  const { verdict } = await stage.status();
  const agent = { pane, tool, directory, environment: host.environment };
  const [question] = await observeQuestions([agent], new Map(verdict === undefined ? [] : [[pane.id, verdict]]), host);
  if (question?.question.kind !== 'permission') throw new Unmet('How it goes on after its permission dialog was not seen, since nobody can answer that.');
  const before = model.asked.length;
  const answered = await answerQuestion(question, { say: 'yes' }, host);
  if (!answered.done) throw new Unmet(`Its permission dialog can not be answered with yes: ${answered.reason}`);
  await stage.until(() => Promise.resolve(model.asked.length > before), () => 'It does not go on after its permission dialog was answered with yes.');
  return [];
}

async function deliver({ stage }: Performance): Promise<readonly Mismatch[]> {
  const receipt = await stage.send(`Once more. ${newMark(stage)}\nFAKE:say Done again.`);
  if (receipt.state !== 'acknowledged') return [wrong(`a message does not reach it: it is ${receipt.state}${'reason' in receipt ? `, since ${receipt.reason.replace(/\.$/, '')}` : ''}`)];
  await stage.becomes('idle');
  return [];
}
