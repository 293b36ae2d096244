import { deliver } from '../../../src/delivery/deliver.ts';
import { createHost, type Host } from '../../../src/host/host.ts';
import { openStore } from '../../../src/host/store/store.ts';
import type { AppliedTeam } from '../../../src/state/applied-team.ts';
import type { Message, Receipt } from '../../../src/state/message.ts';
import { atEndOfFile } from '../../rig/end-of-file.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const worlds: DeliveryWorld[] = [];

// Before the teams end: a connection that is still there would hold their server.
atEndOfFile(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

export interface WorldSettings {
  readonly personas?: readonly string[];
  /** What the agent opens files with. */
  readonly editor?: string;
  /** Whether it becomes idle by itself. */
  readonly isReady?: boolean;
}

/** A live team of one demo engineer, `shop/cart`, and the delivery core in this process. */
export async function deliveryWorld({ personas = [], editor = 'vi', isReady = true }: WorldSettings = {}): Promise<DeliveryWorld> {
  const team = await testTeam();
  const args = personas.flatMap((name) => ['--persona', name]);
  await team.write(`defaults: {tool: demo}\nprojects: {shop: {repo: repo, engineers: {cart: {args: ${JSON.stringify(args)}, env: {EDITOR: ${JSON.stringify(editor)}}}}}}\n`);
  const apply = await team.coders('apply', '--timeout', isReady ? '30s' : '0');
  const store = openStore(team.stateDirectory);
  const applied = store.team('shop');
  if (applied === undefined) throw new Error(`The team was not applied:\n${apply.stdout}${apply.stderr}`);
  const host = createHost({ tmux: applied.tmux, environment: team.environment, store, packageDirectory: `${team.package}/dist` });
  const world = new DeliveryWorld(team, applied, host);
  worlds.push(world);
  if (isReady) await team.saysItIs('shop/cart', 'idle');
  return world;
}

export interface Sending {
  readonly id?: string;
  readonly when?: Message['when'];
  readonly timeoutMs?: number;
  readonly host?: Host;
  readonly waiting?: (reason: string) => void;
}

/** A team whose member is sent text, and what came of it. */
export class DeliveryWorld {
  readonly team: TestTeam;
  readonly applied: AppliedTeam;
  readonly host: Host;
  #messages = 0;

  constructor(team: TestTeam, applied: AppliedTeam, host: Host) {
    this.team = team;
    this.applied = applied;
    this.host = host;
  }

  /** Delivers a text to `shop/cart`, and gives the last receipt. */
  send(text: string, { id = `m${(this.#messages += 1)}`, when = 'idle', timeoutMs = 10_000, host = this.host, waiting = () => undefined }: Sending = {}): Promise<Receipt> {
    const message = this.host.store.messages.enqueue({ id, team: 'shop', to: 'member/shop/cart', text, when, at: Date.now() });
    return deliver({ team: this.applied, message, timeoutMs, watcher: { received: () => undefined, waiting } }, host);
  }

  /** What a message went through. */
  states(id: string): readonly string[] {
    return this.host.store.messages.receipts(id).map(({ state }) => state);
  }

  /** The prompts that the agent has taken, in its present conversation. */
  async prompts(): Promise<readonly string[]> {
    return (await this.team.conversation('shop/cart')).flatMap(({ type, text }) => (type === 'user' ? [text] : []));
  }

  /** The screen of the agent, without trailing blanks. */
  async screen(): Promise<string> {
    return (await this.team.tmux('capture-pane', '-p', '-t', (await this.team.pane('shop/cart')).id)).replace(/[ \n]+$/gm, '');
  }

  async sees(wanted: RegExp): Promise<string> {
    let screen = '';
    await waitUntil(async () => wanted.test((screen = await this.screen())), { what: `${wanted} on the screen` }).catch((error: unknown) => { throw new Error(`${String(error)}\n${screen}`); });
    return screen;
  }

  /** Presses keys in the agent's pane, as nobody's terminal. */
  async keys(...keys: readonly string[]): Promise<void> {
    await this.team.tmux('send-keys', '-t', (await this.team.pane('shop/cart')).id, ...keys);
  }

  close(): void {
    this.host.store.close();
  }
}
