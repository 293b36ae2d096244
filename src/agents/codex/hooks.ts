import { createHash } from 'node:crypto';
import { isSpecific, type PermissionRule } from '../../manifest/permission.ts';
import type { Evidence } from '../../state/evidence.ts';
import { inHooks } from '../hooks/evidence.ts';
import { hookScript } from '../hooks/script.ts';
import type { SeenFile } from '../look.ts';
import { inWords } from '../tool-words.ts';

/** Arguments, and the program of the hooks that they name. */
export interface Hooks {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** Makes a launch keep the team's rules, whatever the person's settings say; nothing where there are none. */
export function hooksFor(rules: readonly PermissionRule[], spool: string | undefined): Hooks {
  if (spool === undefined || rules.length === 0) return { args: [], files: {} };
  const script = `${spool}/hook.sh`;
  const hooks = events.filter(({ name }) => name !== 'PreToolUse' || rules.some((rule) => rule.answer === 'deny' && isSpecific(rule))).map((event) => hookOf(event, script));
  const settings = [...hooks.map(({ setting }) => setting), `hooks.state={${hooks.map(({ trust }) => trust).join(',')}}`, 'features.hooks=true'];
  return { args: settings.flatMap((setting) => ['-c', setting]), files: { [script]: hookScript(inWords(rules, words), judgingPatches) } };
}

/** Codex calls its shell as Claude Code does, and has one tool that writes and edits. */
const words: Readonly<Record<string, string>> = { exec_command: 'Bash', shell: 'Bash', apply_patch: 'Edit', Write: 'Edit' };

/** What Codex shows beside "Working" while a person is waited for: its own dialog does not stand there then. */
const waiting = 'This waits for an answer: coders ask';

interface HookEvent {
  readonly name: string;
  /** As Codex calls it where it notes what is trusted. */
  readonly label: string;
  readonly seconds: number;
  readonly message?: string;
}

const events: readonly HookEvent[] = [
  { name: 'PreToolUse', label: 'pre_tool_use', seconds: 60 },
  { name: 'PermissionRequest', label: 'permission_request', seconds: 7 * 24 * 3600, message: waiting },
  { name: 'Stop', label: 'stop', seconds: 60 },
];

/**
 * Codex runs no hook that the person has not reviewed, unless its hash stands among those that are trusted. Only these are
 * named there, for this launch: what else the person or a repository has is still asked about. Where the hash is another in
 * some version, Codex asks whether to trust the hook, and begins nothing until it is answered.
 */
function hookOf({ name, label, seconds, message }: HookEvent, script: string): { readonly setting: string; readonly trust: string } {
  const command = `/bin/sh '${script.replaceAll("'", `'\\''`)}' ${name}`;
  const said = message === undefined ? '' : `statusMessage=${JSON.stringify(message)},`;
  // The names in the order of the alphabet, as Codex hashes them.
  const identity = { event_name: label, hooks: [{ async: false, command, ...(message === undefined ? {} : { statusMessage: message }), timeout: seconds, type: 'command' }] };
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return {
    setting: `hooks.${name}=[{hooks=[{type="command",command=${JSON.stringify(command)},${said}timeout=${seconds}}]}]`,
    trust: `"/<session-flags>/config.toml:${label}:0:0"={trusted_hash="sha256:${hash}"}`,
  };
}

/** That a person is waited for: both the hook says so and what it shows; what it asks about, the hook knows. */
export function waitingInHook(screen: readonly string[], hooks: SeenFile | undefined): Evidence[] {
  if (!screen.some((line) => /^[•◦] .*\(.*esc to interrupt\) · /.test(line) && line.trimEnd().endsWith(waiting))) return [];
  return inHooks(hooks).flatMap(({ reading }) => (reading.status === 'waiting' ? [{ source: 'screen', rule: 'it waits for the answer to its hook', reading } as const] : []));
}

/**
 * A patch is judged by each file that it is about, whether it comes by its own tool or within a command: denied where one is
 * denied, allowed where all are.
 */
const judgingPatches = `judge() {
  subject; decide
  case $tool$subject in apply_patch*|*'*** Begin Patch'*) :;; *) return 0;; esac
  [ "$answer" != deny ] || return 0
  open= openseconds= openthen=
  [ "$tool" = apply_patch ] || stays
  tool=Edit more=$subject
  while :; do
    case $more in *'\\n*** '*) more=\${more#*'\\n*** '};; *) break;; esac
    case $more in 'Add File: '*|'Update File: '*|'Delete File: '*|'Move to: '*) :;; *) continue;; esac
    subject=\${more#*': '} subject=\${subject%%'\\n'*}
    decide
    [ "$answer" != deny ] || return 0
    stays
  done
  [ -z "$open" ] || { answer=$open seconds=$openseconds then=$openthen; }
}

stays() { [ "$answer" = allow ] || { open=$answer openseconds=$seconds openthen=$then; }; }`;
