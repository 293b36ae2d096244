import type { Severity } from '../manifest/reaction.ts';
import type { Facts } from '../reactions/facts.ts';
import { isOnPath } from './find-program.ts';
import type { Notified, NotifySetting } from './notified.ts';
import { runProgram } from './run-program.ts';

const timeoutMs = 10_000;

const urgencies: Readonly<Record<Severity, string>> = { info: 'low', warning: 'normal', error: 'critical' };

/** Programs that show something on a desktop, and what each is told; the first that is there does it. */
const programs: readonly { readonly name: string; argv(facts: Facts): readonly string[] }[] = [
  { name: 'notify-send', argv: (facts) => ['--app-name=coders', `--urgency=${urgencies[facts.severity]}`, '--', facts.title, escaped(bodyOf(facts))] },
  // As arguments of the script, so that nothing that an agent says is read as a part of it.
  { name: 'osascript', argv: (facts) => ['-e', 'on run argv', '-e', 'display notification (item 2 of argv) with title (item 1 of argv)', '-e', 'end run', facts.title, bodyOf(facts)] },
];

/** Shows it on the desktop of whoever the supervisor belongs to. */
export async function notifyDesktop(facts: Facts, { environment }: NotifySetting): Promise<Notified> {
  const program = programs.find(({ name }) => isOnPath(name, environment['PATH']));
  if (program === undefined) return { state: 'refused', because: 'neither notify-send nor osascript is on PATH' };
  const ended = await runProgram(program.name, program.argv(facts), { env: environment, timeoutMs, wholeGroup: true });
  if (ended.how === 'exited' && ended.exitCode === 0) return { state: 'sent' };
  const said = ended.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return { state: 'failed', because: `${program.name} shows nothing${said === '' ? '' : `: ${said}`}` };
}

/** The title stands above it already. */
function bodyOf({ text, title }: Facts): string {
  return text.startsWith(`${title}\n`) ? text.slice(title.length + 1) : text;
}

/** notify-send takes a body for markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
