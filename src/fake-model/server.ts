import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { anthropic } from './anthropic.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { standingOf, type Protocol, type Question } from './protocol.ts';
import { nextAct, type Pause } from './script.ts';

const protocols: readonly Protocol[] = [anthropic, gemini, openaiResponses, openaiChat];

/** A request for the model's next words, as it arrived. */
export interface Asked extends Question {
  readonly headers: IncomingMessage['headers'];
  /** The latest thing the user said in it. */
  readonly prompt: string;
}

/** A model on 127.0.0.1 that does what the `FAKE:` lines of a prompt say. */
export interface FakeModel {
  readonly url: string;
  /** Every request with tools so far, in order: what an agent asks on the side (titles, summaries) has none. */
  readonly asked: readonly Asked[];
  /** Sentences on what went wrong in the server itself: what was tried with it then proves nothing. */
  readonly failures: readonly string[];
  /** Lets a reply go that waits at `FAKE:hold NAME`, now or later. */
  release(name: string): void;
  close(): Promise<void>;
}

/** Starts the model on a free port. */
export async function fakeModel(): Promise<FakeModel> {
  const room = new Room();
  const server = createServer((request, response) => void serve(room, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: room.asked,
    failures: room.failures,
    release: (name) => room.release(name),
    async close() {
      room.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What requests share: the record, and the doors that hold replies back. */
class Room {
  readonly asked: Asked[] = [];
  readonly failures: string[] = [];
  readonly #doors = new Map<string, Door>();
  #closing = false;

  async wait(pause: Pause): Promise<void> {
    if (pause.kind === 'sleep') await pass(pause.ms, undefined, { ref: false });
    else if (!this.#closing) await this.#door(pause.name).opened;
  }

  release(name: string): void {
    this.#door(name).open();
  }

  close(): void {
    this.#closing = true;
    for (const door of this.#doors.values()) door.open();
  }

  #door(name: string): Door {
    const door = this.#doors.get(name) ?? closedDoor();
    this.#doors.set(name, door);
    return door;
  }
}

interface Door {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function closedDoor(): Door {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function serve(room: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { pathname } = new URL(request.url ?? '/', 'http://model');
    if (request.method === 'HEAD') return void response.writeHead(200).end();
    const body: unknown = JSON.parse((await read(request)) || '{}');
    const protocol = protocols.find(({ asks }) => asks.test(pathname));
    if (protocol !== undefined) return await answer(room, protocol, { request, response, body });
    const fixed = protocols.flatMap(({ answers }) => answers).find(({ path }) => path.test(pathname));
    response.writeHead(fixed === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(fixed?.body ?? { error: { message: `The fake model has no ${request.method} ${pathname}.` } }));
  } catch (error) {
    if (request.complete) room.failures.push(String(error)); // else an agent that was killed in the midst of its question
    response.destroy();
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: unknown;
}

async function answer(room: Room, protocol: Protocol, { request, response, body }: Exchange): Promise<void> {
  const question = protocol.question(body, new URL(request.url ?? '/', 'http://model').pathname);
  if (question.tools.length === 0) return protocol.send({ kind: 'say', text: 'A title' }, body, response);
  const standing = standingOf(question);
  room.asked.push({ ...question, headers: request.headers, prompt: standing.prompt });
  const { pauses, reply } = nextAct(standing);
  for (const pause of pauses) await room.wait(pause);
  protocol.send(reply, body, response);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
