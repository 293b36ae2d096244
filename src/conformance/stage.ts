import { adapterFor } from '../agents/registry.ts';
import type { Adapter, LiveAgent } from '../agents/adapter.ts';
import type { Delivery } from '../agents/delivery.ts';
import { deliver } from '../delivery/deliver.ts';
import { memberStatuses, type MemberStatus } from '../health/member-status.ts';
import type { Host } from '../host/host.ts';
import { usualCare, type TmuxSettings } from '../manifest/manifest.ts';
import { converge } from '../reconcile/converge.ts';
import { observeStatus } from '../reconcile/observe-status.ts';
import type { Outcome } from '../reconcile/outcome.ts';
import { takeDown } from '../reconcile/take-down.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Desired } from '../state/desired.ts';
import type { Status } from '../state/evidence.ts';
import type { Receipt, When } from '../state/message.ts';
import type { ObservedPane } from '../state/observed.ts';
import { fingerprint } from '../util/fingerprint.ts';
import { Unmet, type Grounds, type Subject } from './subject.ts';

const address = 'member/stage/actor';
const pollMs = 50;
const nobodyWatches = { started: () => undefined, ended: () => undefined, waiting: () => undefined };

export interface StageSettings {
  readonly subject: Subject;
  readonly grounds: Grounds;
  readonly tmux: TmuxSettings;
}

/** One agent of the tool under test, a team of its own: applied, talked to and taken down as any team is. */
export class Stage {
  readonly subject: Subject;
  readonly grounds: Grounds;
  readonly host: Host;
  readonly adapter: Adapter;
  readonly #team: AppliedTeam;
  readonly #desired: Desired;

  constructor({ subject, grounds, tmux }: StageSettings, host: Host) {
    const { settings } = subject;
    const { tool, model, role, directory, declared } = settings;
    const adapter = adapterFor(tool, declared);
    if (adapter === undefined) throw new Error(`a stage for the unknown tool ${tool}`);
    this.subject = subject;
    this.grounds = grounds;
    this.host = host;
    this.adapter = adapter;
    this.#team = { name: 'conformance', file: `${directory}/team.yaml`, text: '', tmux, appliedAt: host.clock.now(), members: [{ address, seat: 'engineer', tool, ...(declared === undefined ? {} : { declared }), model, role, directory }] };
    const member = { address, seat: 'engineer', windowName: 'actor', settings, fingerprint: fingerprint(settings), care: usualCare } as const;
    this.#desired = { team: this.#team.name, tmux, worktrees: [], members: [member], missions: [], deferred: [] };
  }

  /** How text reaches it; throws for a tool that can not be talked to, whose checks are skipped. */
  get delivery(): Delivery {
    if (this.adapter.delivery === undefined) throw new Error(`a delivery to ${this.adapter.tool}, which takes none`);
    return this.adapter.delivery;
  }

  /** Starts the agent, or starts it again, as apply does. Tells whether it goes on with its conversation. */
  async apply(): Promise<{ readonly resumed: boolean }> {
    const { host } = this;
    const applied = await converge({
      desired: this.#desired,
      applied: this.#team,
      options: { evenIfBusy: true, prune: false, now: host.clock.now() },
      timeoutMs: this.subject.patienceMs,
      confirm: () => Promise.resolve(true),
      watcher: nobodyWatches,
    }, host);
    if (applied === undefined) throw new Error('a plan that nobody declined was declined');
    if (applied.outcome.state !== 'converged') throw new Unmet(`It does not start: ${reasonOf(applied.outcome)}.`);
    const events = applied.results.flatMap((result) => (result.state === 'done' ? result.events : []));
    return { resumed: events.some((event) => event.type === 'launched' && event.resumed) };
  }

  /** Ends all that runs here. Does nothing where nothing does. */
  async clear(): Promise<void> {
    await takeDown({ team: this.#team, removeWorktrees: false, confirm: () => Promise.resolve(true), watcher: nobodyWatches }, this.host);
  }

  async status(): Promise<MemberStatus> {
    return memberStatuses(await observeStatus(this.#team, this.host))[0]!;
  }

  /** The agent's pane, alive or dead. */
  async pane(): Promise<ObservedPane> {
    const pane = await this.#findPane();
    if (pane === undefined) throw new Unmet('Its window is gone.');
    return pane;
  }

  async #findPane(): Promise<ObservedPane | undefined> {
    const tmux = await this.host.tmux.observe();
    return (tmux.running ? tmux.panes : []).find(({ tag }) => tag?.address === address);
  }

  async becomes(wanted: Status): Promise<void> {
    let seen: Status = 'unknown';
    await this.until(async () => (seen = (await this.status()).status) === wanted, () => `It does not become ${wanted}: it is ${seen}.`);
  }

  /** Waits for something as long as one thing may take; `complaint` is the sentence for when it does not come. */
  async until(condition: () => Promise<boolean>, complaint: () => string): Promise<void> {
    const { clock } = this.host;
    const deadline = clock.now() + this.subject.patienceMs;
    while (!(await condition())) {
      if (clock.now() >= deadline) throw new Unmet(complaint());
      await clock.wait(pollMs);
    }
  }

  /** Sends as `coders send` does, by `host` or one like it. Returns the last receipt. */
  async send(text: string, how: { readonly when?: When; readonly timeoutMs?: number; readonly host?: Host; readonly onReceipt?: (receipt: Receipt) => void } = {}): Promise<Receipt> {
    const host = how.host ?? this.host;
    const message = host.store.messages.enqueue({ id: host.newConversation(), team: this.#team.name, to: address, text, when: how.when ?? 'idle', at: host.clock.now() });
    const watcher = { received: how.onReceipt ?? (() => undefined), waiting: () => undefined };
    return deliver({ team: this.#team, message, timeoutMs: how.timeoutMs ?? this.subject.patienceMs, watcher }, host);
  }

  /** The prompts that the tool's own record of the conversation holds now. */
  async recorded(): Promise<readonly string[]> {
    const { pid, tag } = await this.pane();
    const { directory, env } = this.subject.settings;
    const agent: LiveAgent = { pid, directory, conversation: tag?.conversation ?? '', environment: { ...this.host.environment, ...env } };
    const file = this.delivery.record?.(agent);
    const record = file === undefined ? undefined : this.host.files.look(file);
    return record === undefined ? [] : this.delivery.promptsIn(record.text).map(({ text }) => text);
  }

  /** What a person would see; empty where there is nothing to look at. */
  async screen(): Promise<readonly string[]> {
    const pane = await this.#findPane();
    const lines = pane === undefined ? undefined : await this.host.tmux.capture(pane.id);
    return (lines ?? []).filter((line) => line.trim() !== '');
  }

  /** What still runs because of this agent, wherever it went. */
  async survivors(): Promise<readonly number[]> {
    const processes = await this.host.processes.ofTeam({ team: this.#team.name, socket: this.host.tmux.socket });
    return processes.map(({ pid }) => pid);
  }
}

function reasonOf(outcome: Exclude<Outcome, { state: 'converged' }>): string {
  if (outcome.state === 'failed') return outcome.failures.map(({ message, lastLines = [] }) => [message.replace(/\.$/, ''), ...lastLines].join(' | ')).join('; ');
  if (outcome.state === 'blocked') return outcome.refused.map(({ reason }) => reason.replace(/\.$/, '')).join('; ');
  return outcome.starting.length > 0 ? 'it is not ready in time' : outcome.waiting.map(({ cause }) => cause).join('; ');
}
