import { filledText } from '../manifest/placeholders.ts';
import type { NotifyTarget, NotifyWay } from '../manifest/reaction.ts';
import type { Facts } from '../reactions/facts.ts';
import type { Notified, NotifySetting } from './notified.ts';
import { notifyDesktop } from './notify-desktop.ts';
import { askWebhook } from './notify-webhook.ts';
import { runProgram } from './run-program.ts';

type Ways = { readonly [Type in NotifyWay['type']]: (way: Extract<NotifyWay, { type: Type }>, facts: Facts, setting: NotifySetting) => Promise<Notified> };

const ways: Ways = { desktop: (_, facts, setting) => notifyDesktop(facts, setting), webhook: askWebhook, command: tellProgram };

/** Tells a target. Never throws where it can not be told: that is an answer, in which no secret is. */
export function notify({ by }: Pick<NotifyTarget, 'by'>, facts: Facts, setting: NotifySetting): Promise<Notified> {
  const way = ways[by.type] as (way: NotifyWay, facts: Facts, setting: NotifySetting) => Promise<Notified>; // each takes the type that it is named after
  return way(by, facts, setting);
}

/** How long a program has to tell somebody, in milliseconds. */
const timeoutMs = 60_000;

async function tellProgram({ words, directory }: Extract<NotifyWay, { type: 'command' }>, facts: Facts, { environment }: NotifySetting): Promise<Notified> {
  const [program = '', ...argv] = words.map((word) => filledText(word, facts));
  const ended = await runProgram(program, argv, { cwd: directory, env: environment, input: `${facts.text}\n`, timeoutMs, wholeGroup: true });
  if (ended.how === 'exited' && ended.exitCode === 0) return { state: 'sent' };
  const how = ended.how === 'exited' ? `exits with ${ended.exitCode}` : ended.how === 'killed' ? `is ended by ${ended.signal}` : `can not be started (${ended.error.code ?? ended.error.message})`;
  const said = ended.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return { state: 'failed', because: `${words[0]} ${how}${said === '' ? '' : `: ${said}`}` };
}
