import type { Host } from '../host/host.ts';
import type { AgentPane } from '../reconcile/observe-agents.ts';
import { observeConversations } from '../reconcile/observe-turns.ts';
import type { Conversation } from '../state/turn.ts';

interface Known {
  readonly conversation: Conversation;
  /** When it may be read again. */
  readonly nextAt: number;
}

/** How many times as long as it takes to read a record it is then left alone: some grow to many megabytes, line by line. */
const restFactor = 20;

/** What agents' conversations have come to, read no more often than their size allows. */
export class Records {
  readonly #known = new Map<string, Known>();

  /** Of each agent, by pane id, and when those that were left out for now should be looked at again. */
  read(agents: readonly AgentPane[], host: Pick<Host, 'files' | 'store' | 'clock'>): { readonly conversations: ReadonlyMap<string, Conversation>; readonly againAt?: number } {
    const now = host.clock.now();
    const conversations = new Map<string, Conversation>();
    const later: number[] = [];
    for (const agent of agents) {
      const { id, tag } = agent.pane;
      const name = `${tag?.team} ${tag?.conversation}`;
      const known = this.#known.get(name);
      if (known === undefined || known.nextAt <= now) conversations.set(id, this.#readOne(name, agent, host));
      else {
        conversations.set(id, known.conversation);
        later.push(known.nextAt);
      }
    }
    return { conversations, ...(later.length === 0 ? {} : { againAt: Math.min(...later) }) };
  }

  #readOne(name: string, agent: AgentPane, host: Pick<Host, 'files' | 'store' | 'clock'>): Conversation {
    const begun = host.clock.now();
    const conversation = observeConversations([agent], host).get(agent.pane.id)!;
    const ended = host.clock.now();
    this.#known.set(name, { conversation, nextAt: ended + restFactor * (ended - begun) });
    return conversation;
  }
}
