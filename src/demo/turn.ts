import { understand, type Directive } from './directives.ts';
import { describeRepository } from './own-repository.ts';
import type { Persona } from './personas/persona.ts';
import { beginTurn, silence } from './personas/turns.ts';
import type { Row } from './session-log.ts';
import { callOf, carryOut, type ToolDirective, type Workplace } from './tools.ts';

/** What a turn tells of itself as it goes. */
export interface TurnEvents {
  /** Something happened that belongs to the conversation. */
  happened(row: Row): void;
  /** A call begins; `happened` tells its end. */
  began(call: string): void;
}

/** How a turn ended; `exited` ends the program too. */
export type TurnEnd = { readonly end: 'done' | 'interrupted' | 'limited' } | { readonly end: 'exited'; readonly code: number };

/** Does what a prompt says, from its arrival in the conversation to the turn's end. */
export async function takeTurn(prompt: string, workplace: Workplace & { readonly persona: Persona }, events: TurnEvents): Promise<TurnEnd> {
  const { directives, talk } = understand(prompt);
  const { persona, signal } = workplace;
  const end = await untilInterrupted(signal, async () => {
    if (!(await beginTurn(persona, signal, (row) => events.happened(row)))) return { end: 'limited' };
    if (talk !== '') events.happened({ type: 'assistant', text: await answer(talk, directives.length, workplace) });
    const followed = await followAll(directives, workplace, events);
    return persona.stopsSilently ? silence(signal) : followed;
  });
  events.happened({ type: 'turn-end', text: end.end });
  return end;
}

async function untilInterrupted(signal: AbortSignal, work: () => Promise<TurnEnd>): Promise<TurnEnd> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted) throw error;
    return { end: 'interrupted' };
  }
}

async function followAll(directives: readonly Directive[], workplace: Workplace, events: TurnEvents): Promise<TurnEnd> {
  let [calls, failures] = [0, 0];
  for (const directive of directives) {
    if (directive.kind === 'exit') return { end: 'exited', code: directive.code };
    if (directive.kind === 'say') events.happened({ type: 'assistant', text: directive.text });
    else {
      calls += 1;
      failures += (await call(directive, workplace, events)) ? 0 : 1;
    }
    workplace.signal.throwIfAborted();
  }
  if (calls > 0) events.happened({ type: 'assistant', text: summary(calls, failures) });
  return { end: 'done' };
}

/** Tells whether the call succeeded. */
async function call(directive: ToolDirective, workplace: Workplace, events: TurnEvents): Promise<boolean> {
  const text = callOf(directive);
  events.began(text);
  try {
    const result = await carryOut(directive, workplace);
    // A killed command has an end of its own, but the person's key is the reason to tell.
    workplace.signal.throwIfAborted();
    events.happened({ type: 'tool', text, result: result.text, ...(result.failed ? { failed: true } : {}) });
    return result.failed !== true;
  } catch (error) {
    if (workplace.signal.aborted) events.happened({ type: 'tool', text, result: 'Interrupted.', failed: true });
    throw error;
  }
}

/** The honest answer to what only a model could follow. */
async function answer(talk: string, orders: number, workplace: Workplace): Promise<string> {
  const understood = `I read ${quote(talk)}. I have no model to think about it,`;
  if (orders > 0) return `${understood} but I follow the ${orders === 1 ? 'line that begins' : `${orders} lines that begin`} with "demo:".`;
  const place = `I am in ${workplace.directory}; ${await describeRepository(workplace)}.`;
  return `${understood} but I follow lines such as "demo: write notes.md | Hello" and "demo: commit Add notes". ${place}`;
}

function quote(talk: string): string {
  const [first = '', ...others] = talk.split('\n');
  const shown = first.length > 80 ? `${first.slice(0, 79).trimEnd()}…` : first;
  return others.length === 0 ? `“${shown}”` : `“${shown}” and ${others.length} more ${others.length === 1 ? 'line' : 'lines'}`;
}

function summary(calls: number, failures: number): string {
  if (failures === 0) return calls === 1 ? 'Done.' : `Done: all ${calls} steps succeeded.`;
  return `Not all done: ${failures} of ${calls} ${calls === 1 ? 'step' : 'steps'} failed.`;
}
