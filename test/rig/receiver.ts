import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEndOfFile } from './end-of-file.ts';

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What is answered to a request; 200 unless it says otherwise. */
export type Answering = (request: Received) => { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string } | undefined;

const ends: (() => void)[] = [];

atEndOfFile(() => ends.splice(0).forEach((end) => end()));

/** A web server on this machine that keeps what it is sent. Ended after the test file. */
export async function receiver(answering: Answering = () => undefined): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const one: Received = { path: request.url ?? '', method: request.method ?? '', headers: request.headers, body: text === '' ? undefined : JSON.parse(text) };
      received.push(one);
      const { status, headers = {}, text: answer = 'ok' } = answering(one) ?? { status: 200 };
      response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}
