import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';

/** What a caller may ask, one word a line, and what is answered, one JSON document a line. */
export type Requests = Readonly<Record<string, () => Promise<unknown>>>;

/** Listens on a socket that only its owner can reach. Who holds the supervisor's lock may remove what another one left. */
export async function listen(socket: string, requests: Requests): Promise<{ close(): Promise<void> }> {
  rmSync(socket, { force: true });
  const server = createServer((connection) => {
    const lines = createInterface({ input: connection });
    // Whoever asked may go before the answer comes. Both are told of it, and either would end the process.
    for (const told of [connection, lines]) told.on('error', () => undefined);
    lines.on('line', (line) => {
      // One that ends does no more of what it is asked: whoever asks now is to start another.
      if (!server.listening) return void connection.destroy();
      void answer(requests, line.trim()).then((text) => connection.writable && connection.write(`${text}\n`));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return { close: () => closed(server) };
}

async function answer(requests: Requests, line: string): Promise<string> {
  const request = Object.hasOwn(requests, line) ? requests[line] : undefined;
  return JSON.stringify(request === undefined ? { error: `"${line}" is no request; requests are ${Object.keys(requests).join(', ')}.` } : await request());
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
