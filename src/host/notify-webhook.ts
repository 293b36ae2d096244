import { abortAfter } from './abort-after.ts';
import type { NotifyWay } from '../manifest/reaction.ts';
import { filledJson, type Facts } from '../reactions/facts.ts';
import type { Notified, NotifySetting } from './notified.ts';

type Webhook = Extract<NotifyWay, { type: 'webhook' }>;

/** How long a service has to answer, in milliseconds. */
const timeoutMs = 15_000;

/** Sends one request. Its answer counts where it is 2xx. What is said of a failure names the host only: the rest of the address may be a secret. */
export async function askWebhook(webhook: Webhook, facts: Facts, { signal }: NotifySetting): Promise<Notified> {
  const { url, method, headers, json } = webhook;
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...lowerCase(headers) },
      body: JSON.stringify(json === undefined ? facts : filledJson(json, facts)),
      redirect: 'manual', // a request that is sent elsewhere may lose its body, and take its secrets along
      signal: AbortSignal.any([signal, abortAfter(timeoutMs)]),
    });
    const answer = await response.text();
    if (response.ok) return { state: 'sent' };
    const because = `${host} answers ${response.status}${answer.trim() === '' ? '' : `: ${withoutSecrets(answer.trim().slice(0, 200), webhook)}`}`;
    const afterMs = pauseAsked(response.headers.get('retry-after'));
    return { state: mayPass(response.status) ? 'failed' : 'refused', because, ...(afterMs === undefined ? {} : { afterMs }) };
  } catch (error) {
    return { state: 'failed', because: `${host} can not be asked: ${withoutSecrets(reasonOf(error), webhook)}` };
  }
}

/** Too many requests, too slow, or their own trouble: all else is about what we send. */
function mayPass(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status);
}

/** In seconds, as services say it; a date is not waited for. */
function pauseAsked(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}(\.\d+)?$/.test(header) ? Number(header) * 1000 : undefined;
}

/** What `fetch` throws says only in its cause what went wrong. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it has not answered for ${timeoutMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message || (error.cause as NodeJS.ErrnoException).code || error.message : error.message;
}

/** A service may say what it was asked. */
function withoutSecrets(text: string, { url, headers }: Webhook): string {
  const { pathname, search } = new URL(url);
  const secrets = [url, pathname, search, ...pathname.split('/'), ...Object.values(headers), ...Object.values(headers).flatMap((value) => value.split(' '))];
  return secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length).reduce((rest, secret) => rest.replaceAll(secret, '…'), text).replace(/[\p{Cc}]+/gu, ' ');
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
