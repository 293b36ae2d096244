import type { DeclaredInput, DeclaredRecord } from '../manifest/declared-tool.ts';
import { withoutFaint, withoutStyles } from '../util/styles.ts';
import { promptsIn, recordPath } from './declared-record.ts';
import type { Delivery } from './delivery.ts';

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
  const screen = styled.map((line) => withoutStyles(withoutFaint(line)).trimEnd()).join('\n');
  const expression = new RegExp(box, 'gmu');
  let last: RegExpExecArray | undefined;
  for (let match = expression.exec(screen); match !== null; match = expression.exec(screen)) {
    last = match;
    expression.lastIndex = match.index + 1; // a later one may begin inside of this one
  }
  return last === undefined ? undefined : (last[1] ?? '').trimEnd();
}
