import { arrivesOnce, cannotTalk, smallPrompt } from './check.ts';
import type { Stage } from './stage.ts';
import { Unmet } from './subject.ts';

/** The agent ends in some way, is started again, and knows what it was told before where its tool can resume. */
export async function goesOn(stage: Stage, end: (stage: Stage) => Promise<void>): Promise<void> {
  const canTalk = cannotTalk(stage) === undefined;
  const before = canTalk ? await stage.recorded() : [];
  await end(stage);
  await stage.until(async () => (await stage.status()).status === 'exited', () => 'Its end is not seen.');
  const { resumed } = await stage.apply();
  if (resumed !== stage.adapter.resumes) throw new Unmet(resumed ? 'It goes on with a conversation, which its adapter says it can not.' : 'It begins a new conversation.');
  if (!canTalk) return;
  await stage.becomes('idle');
  await arrivesOnce(smallPrompt(stage), stage);
  const after = new Set(resumed ? await stage.recorded() : before);
  const lost = before.filter((prompt) => !after.has(prompt)).length;
  if (lost > 0) throw new Unmet(`Its conversation has lost ${lost} of ${before.length} prompts.`);
}

/** Asked to end, and given the time for it. */
export async function ended(stage: Stage): Promise<void> {
  const { processes } = stage.host;
  await processes.end(await processes.ofPane(await stage.pane()), 3000);
}

export async function killed(stage: Stage): Promise<void> {
  const { processes } = stage.host;
  const pane = await stage.pane();
  processes.kill((await processes.ofPane(pane)).filter(({ pid }) => pid === pane.pid));
}

export async function exits(stage: Stage): Promise<void> {
  await stage.clear();
  const left = await stage.survivors();
  if (left.length > 0) throw new Unmet(`What it started still runs: ${left.join(', ')}.`);
}
