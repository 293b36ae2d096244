import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { payloadIn } from '../hooks/evidence.ts';
import { payloadsOf, type ToolCall } from './tools.ts';

/** A permission that OpenCode asks for, as its event tells. */
export interface PermissionAsked {
  readonly id: string;
  readonly permission: string;
  readonly tool?: { readonly callID: string };
}

/** What is answered: once, and never for always. */
export type PermissionReply = { readonly reply: 'once' } | { readonly reply: 'reject'; readonly message: string };

type Decision = { readonly is: 'allow' } | { readonly is: 'deny'; readonly reason: string } | { readonly is: 'none' };

/** The team's rules within an OpenCode: a program of the shell decides, the one that other tools run as their hook. */
export class TeamRules {
  readonly #script: string;
  readonly #calls = new Map<string, ToolCall>();
  /** The process that waits for an answer, by permission. */
  readonly #waiting = new Map<string, number>();

  constructor(script: string) {
    this.#script = script;
  }

  /** Throws where the rules deny a tool call, with the reason as the model is to read it. */
  async check(id: string, call: ToolCall): Promise<void> {
    this.#calls.set(id, call);
    for (const payload of payloadsOf(call)) {
      const decided = await this.#ask('PreToolUse', payload).decision;
      if (decided.is !== 'deny') continue;
      this.forget(id);
      throw new Error(decided.reason);
    }
  }

  /** Nothing more is asked about a call that is over. */
  forget(id: string): void {
    this.#calls.delete(id);
  }

  /** What the rules, or a person by way of the runner, answer; undefined where the dialog on the screen was answered first. */
  async answer({ id, permission, tool }: PermissionAsked): Promise<PermissionReply | undefined> {
    const call = this.#calls.get(tool?.callID ?? '');
    const payloads = call === undefined || permission === 'doom_loop' ? [{ tool_name: permission, tool_input: call?.args ?? {} }] : payloadsOf(call);
    for (const payload of payloads) {
      const { pid, decision } = this.#ask('PermissionRequest', payload);
      this.#waiting.set(id, pid);
      const decided = await decision;
      this.#waiting.delete(id);
      if (decided.is === 'deny') return { reply: 'reject', message: decided.reason };
      if (decided.is === 'none') return undefined;
    }
    return { reply: 'once' };
  }

  /** A permission is not asked for any more: what waits for its answer ends. */
  close(id: string): void {
    const pid = this.#waiting.get(id);
    if (pid === undefined) return;
    this.#waiting.delete(id);
    tellGone(join(dirname(this.#script), 'doors', String(pid)));
  }

  #ask(event: string, payload: object): { readonly pid: number; readonly decision: Promise<Decision> } {
    const hook = spawn('/bin/sh', [this.#script, event], { stdio: 'pipe' });
    const decision = new Promise<Decision>((resolve, reject) => {
      let said = '';
      let complaint = '';
      hook.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
      hook.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      hook.stdin.on('error', () => undefined); // how it ends says more
      hook.on('error', reject).on('close', (code) => {
        if (code === 0) resolve(decisionIn(said));
        else reject(new Error(`The team's rules can not be read: ${this.#script} ends with ${code}. ${complaint.trim()}`));
      });
    });
    hook.stdin.end(JSON.stringify(payload));
    return { pid: hook.pid ?? 0, decision };
  }
}

/** The hook reads its answer from a pipe, if it has come that far. */
function tellGone(door: string): void {
  try {
    const pipe = openSync(door, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(pipe, 'gone\n');
    closeSync(pipe);
  } catch (error) {
    if (!['ENOENT', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** In the words of Claude Code's hooks, which the program speaks. */
interface Said {
  readonly hookSpecificOutput?: {
    readonly permissionDecision?: string;
    readonly permissionDecisionReason?: string;
    readonly decision?: { readonly behavior?: string; readonly message?: string };
  };
}

function decisionIn(said: string): Decision {
  const { permissionDecision, permissionDecisionReason, decision } = (payloadIn(said) as Said | undefined)?.hookSpecificOutput ?? {};
  const is = decision?.behavior ?? permissionDecision;
  if (is === 'allow') return { is };
  return is === 'deny' ? { is, reason: decision?.message ?? permissionDecisionReason ?? '' } : { is: 'none' };
}
