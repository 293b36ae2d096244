import type { DeclaredInput, DeclaredRecord } from '../../manifest/declared-tool.ts';
import { faintBlanked, withoutStyles } from '../../util/styles.ts';
import { promptsIn, recordPath } from './record.ts';
import type { Delivery } from '../delivery.ts';

/** How text reaches a tool that the manifest describes. Without a record, only its screen can tell that it arrived. */
export function declaredDelivery(input: DeclaredInput, record: DeclaredRecord | undefined): Delivery {
  const submit = { key: input.submit, afterMs: input.pauseMs, againAfterMs: input.againMs };
  return {
    channel: input.by === 'paste' ? { by: 'paste', submit } : { by: 'keys', piece: 400, pauseMs: 30, submit },
    interrupt: input.interrupt,
    asPrompt: (text) => (input.commands.some((beginning) => text.trimStart().startsWith(beginning)) ? `Text: ${text}` : text),
    draft: (styled) => draft(styled, input.box),
    ...(record === undefined ? {} : { record: (agent) => ({ path: recordPath(record, agent) }) }),
    promptsIn: (text) => (record === undefined ? [] : promptsIn(text, record)),
  };
}

/** Of the last place where the expression fits: what stands higher was said before. */
function draft(styled: readonly string[], box: string): string | undefined {
  const lines = styled.map((line) => withoutStyles(line).trimEnd());
  const group = lastGroup(lines.join('\n'), box);
  if (group === undefined) return undefined;
  // The marks of a box may be faint themselves; what is faint inside of it is only suggested.
  const own = styled.map((line, index) => faintBlanked(line).slice(0, lines[index]!.length)).join('\n');
  return own.slice(...group).replaceAll('\0', '').trimEnd();
}

/** Where the first group of the last match begins and ends; `''` stands where the group takes no part in it. */
function lastGroup(text: string, box: string): readonly [number, number] | undefined {
  const expression = new RegExp(box, 'dgmu');
  let last: readonly [number, number] | undefined;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    last = match.indices?.[1] ?? [0, 0];
    expression.lastIndex = match.index + 1; // a later one may begin inside of this one
  }
  return last;
}
