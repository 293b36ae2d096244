import type { Host } from '../host/host.ts';
import { isThereOnce, newMark, requireState, smallPrompt } from './check.ts';
import type { Stage } from './stage.ts';
import { Unmet } from './subject.ts';

/** Long enough for a few looks at the agent, when none of them should find a moment. */
const glimpseMs = 1000;

export async function hasItsBrief(stage: Stage): Promise<void> {
  const brief = stage.subject.settings.brief.trim();
  const isTold = async () => (await stage.recorded()).some((prompt) => prompt.trim() === brief);
  await stage.until(isTold, () => 'Its record of the conversation does not hold its brief.');
  await stage.becomes('idle');
}

export async function deliverWhileBusy(stage: Stage): Promise<void> {
  const finish = await becomesBusy(stage);
  requireState(await stage.send(smallPrompt(stage), { timeoutMs: glimpseMs }), 'held');
  const text = smallPrompt(stage);
  // Some tools note what waits in their queue at once, others when its turn comes.
  const onReceipt = ({ state }: { readonly state: string }) => void (state === 'submitted' && finish());
  requireState(await stage.send(text, { when: 'next-turn', onReceipt }), 'acknowledged');
  await stage.becomes('idle');
  await isThereOnce(text, stage);
}

/** Gives it a turn that lasts until the function that is returned is called. */
async function becomesBusy(stage: Stage): Promise<() => void> {
  const file = newFile(stage);
  requireState(await stage.send(stage.subject.prompts.busy!(file)), 'acknowledged');
  await stage.becomes('working');
  return () => stage.grounds.touch(file);
}

function newFile(stage: Stage): string {
  return `file-${newMark(stage).slice(1, -1)}`;
}

export async function holdBeforeDialog(stage: Stage): Promise<void> {
  const file = newFile(stage);
  requireState(await stage.send(stage.subject.prompts.dialog!(file)), 'acknowledged');
  await stage.becomes('waiting');
  for (const when of ['idle', 'next-turn', 'now'] as const) requireState(await stage.send(smallPrompt(stage), { when, timeoutMs: glimpseMs }), 'held');
  await stage.becomes('waiting');
  await stage.host.tmux.input.press(await stage.pane(), stage.delivery.interrupt, {});
  await stage.becomes('idle');
  if (stage.grounds.exists(file)) throw new Unmet('The dialog was answered with yes, which nobody said.');
}

export async function interrupt(stage: Stage): Promise<void> {
  await becomesBusy(stage);
  const text = smallPrompt(stage);
  requireState(await stage.send(text, { when: 'now' }), 'acknowledged');
  await stage.becomes('idle');
  await isThereOnce(text, stage);
}

export async function repeatSwallowed(stage: Stage): Promise<void> {
  const { channel } = stage.delivery;
  if (channel.by === 'http') throw new Error('a submit key of a tool that has none');
  const text = smallPrompt(stage);
  requireState(await stage.send(text, { host: swallowing(channel.submit.key, stage.host) }), 'acknowledged');
  await stage.becomes('idle');
  await isThereOnce(text, stage);
}

/** A world in which the first press of a key does nothing. */
function swallowing(swallowed: string, host: Host): Host {
  let times = 0;
  const { input } = host.tmux;
  const press: typeof input.press = async (pane, key, unchanged) => {
    times += key === swallowed ? 1 : 0;
    return times === 1 && key === swallowed ? true : input.press(pane, key, unchanged);
  };
  return { ...host, tmux: { ...host.tmux, input: { ...input, press } } };
}
