/** Why Redis does not do what was asked, as it follows on "Redis at 127.0.0.1:6379". */
export interface RedisCause {
  readonly reason: string;
  readonly hint: string;
}

interface KnownCause extends RedisCause {
  /** What the system, the client or the server says of it. */
  readonly pattern: RegExp;
}

const password = 'Set REDIS_PASSWORD, or "password" under "redis:" in the manifest, to what the server has as requirepass.';
const reachable = 'See whether the address under "redis:" in the manifest is right, and whether this machine may reach it.';

const causes: readonly KnownCause[] = [
  { pattern: /ECONNREFUSED/, reason: 'refuses connections', hint: 'Start it with: redis-server --appendonly yes. Or correct the address under "redis:" in the manifest.' },
  { pattern: /ENOTFOUND|EAI_AGAIN/, reason: 'can not be found: nobody knows that name', hint: reachable },
  { pattern: /connect ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, reason: 'can not be reached', hint: reachable },
  { pattern: /Command timed out/, reason: 'does not answer', hint: 'See whether it is stopped, or busy with a long command: redis-cli slowlog get.' },
  { pattern: /WRONGPASS|invalid password/i, reason: 'does not take the password', hint: password },
  { pattern: /NOAUTH|operation not permitted/i, reason: 'asks for a password', hint: password },
  { pattern: /NOPERM/, reason: 'does not allow this user what is asked of it', hint: 'Allow it with: redis-cli acl setuser NAME ~coders:* &coders:* +@all.' },
  { pattern: /DB index/i, reason: 'has no database of that number', hint: 'Correct the number at the end of the address under "redis:" in the manifest; 0 is always there.' },
  { pattern: /^OOM|-OOM/, reason: 'has no room left', hint: 'Give it more with: redis-cli config set maxmemory SIZE.' },
  { pattern: /MISCONF/, reason: 'can not write to its disk', hint: 'Make room on its disk; its own log says more.' },
  { pattern: /READONLY/, reason: 'is a copy that takes no writes', hint: 'Name the primary server under "redis:" in the manifest.' },
  { pattern: /LOADING/, reason: 'still reads its data from disk', hint: 'Wait until it has, then try again.' },
  { pattern: /wrong version number|SSL|TLS|certificate/i, reason: 'does not speak TLS as it is asked to', hint: 'Write redis:// for a server without TLS, and rediss:// for one whose certificate this machine trusts.' },
  { pattern: /Protocol error/, reason: 'speaks another language: it is no Redis', hint: reachable },
  { pattern: /ECONNRESET|EPIPE|Connection is closed|connection close|max retries per request|Stream isn't writeable/i, reason: 'has closed the connection', hint: 'It is tried again by itself.' },
];

/** Says in words what an error of the client or an answer of the server means. */
export function causeOf(error: Error & { readonly code?: unknown }): RedisCause {
  const words = `${String(error.code ?? '')} ${error.message}`.trim();
  return causes.find(({ pattern }) => pattern.test(words)) ?? { reason: `fails: ${words.replace(/\.$/, '')}`, hint: 'See its own log.' };
}
