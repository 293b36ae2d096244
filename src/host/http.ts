import { abortAfter } from './abort-after.ts';
import type { HttpRequest } from '../agents/delivery.ts';
import { HostError } from './host-error.ts';

const timeoutMs = 5000;

/** Sends one request to a program on this machine. Throws a HostError unless it is answered with 2xx. */
export async function sendHttp({ method, url, headers, body }: HttpRequest): Promise<void> {
  const failure = (why: string) => new HostError({ tool: 'http', command: [method, url], message: `${method} ${url} fails: ${why}.`, stderr: '' });
  const response = await fetch(url, { method, headers, body, signal: abortAfter(timeoutMs) }).catch((error: unknown) => {
    throw failure(error instanceof Error ? error.message : String(error));
  });
  if (!response.ok) throw failure(`it answers ${response.status}`);
}
