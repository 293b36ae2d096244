import { connect, createServer, type Server, type Socket } from 'node:net';
import { atEndOfFile } from './end-of-file.ts';
import { freePort } from './redis-server.ts';

const lines: RedisLine[] = [];

atEndOfFile(async () => {
  await Promise.all(lines.splice(0).map((line) => line.cut()));
});

/** The way of one host to a server, which can be cut for it alone. */
export class RedisLine {
  readonly #target: number;
  readonly #port: number;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(target: number, port: number) {
    this.#target = target;
    this.#port = port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}/0`;
  }

  /** On the port of before. */
  async mend(): Promise<void> {
    const server = createServer((near) => this.#join(near, connect(this.#target, '127.0.0.1')));
    this.#server = server;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.#port, '127.0.0.1', resolve));
  }

  /** Nothing gets through from now on, in either direction. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  #join(near: Socket, far: Socket): void {
    for (const [one, other] of [[near, far], [far, near]] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => undefined); // it closes
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** Cut when the test file ends. */
export async function redisLine(target: number): Promise<RedisLine> {
  const line = new RedisLine(target, await freePort());
  lines.push(line);
  await line.mend();
  return line;
}
