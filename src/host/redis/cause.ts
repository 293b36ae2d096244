/** Why Redis does not do what was asked, as it follows on "Redis at 127.0.0.1:6379". */
export interface RedisCause {
  readonly reason: string;
  readonly hint: string;
}

interface KnownCause extends RedisCause {
  /** What the system, the client or the server says of it. */
  readonly pattern: RegExp;
}

const password = 'Set REDIS_PASSWORD, or "password" under "redis:" in the manifest, to what the server has as requirepass, or for the user that the address names.';
const reachable = 'See whether the address under "redis:" in the manifest is right, and whether this machine may reach it.';

const causes: readonly KnownCause[] = [
  { pattern: /ECONNREFUSED/, reason: 'refuses connections', hint: 'Start it with: redis-server --appendonly yes. Or correct the address under "redis:" in the manifest.' },
  { pattern: /ENOTFOUND|EAI_AGAIN/, reason: 'can not be found: nobody knows that name', hint: reachable },
  { pattern: /^over TLS: .*connect ETIMEDOUT/, reason: 'can not be reached, or does not speak TLS', hint: `Write redis:// for a server without TLS. ${reachable}` },
  { pattern: /ALTNAME_INVALID/, reason: 'has a certificate that is for another name', hint: 'Write in the address a name, or an IP address, that the certificate is for.' },
  { pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, reason: 'has a certificate that is not valid now', hint: 'Renew it, or see whether the clock of this machine is right.' },
  { pattern: /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/, reason: 'has a certificate that this machine does not trust', hint: 'Name the file of the CA that made it, and apply again: export NODE_EXTRA_CA_CERTS=/path/to/ca.crt.' },
  { pattern: /CERTIFICATE_REQUIRED/i, reason: 'asks for a certificate of this machine, and coders has none', hint: 'Set "tls-auth-clients no" in its redis.conf, and a password.' },
  { pattern: /connect ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, reason: 'can not be reached', hint: reachable },
  { pattern: /Command timed out/, reason: 'does not answer', hint: 'See whether it is stopped, or busy with a long command: redis-cli slowlog get.' },
  { pattern: /WRONGPASS|invalid password/i, reason: 'does not take the password', hint: password },
  { pattern: /NOAUTH|operation not permitted/i, reason: 'asks for a password', hint: password },
  { pattern: /NOPERM/, reason: 'does not allow this user what is asked of it', hint: 'Allow it with: redis-cli acl setuser NAME ~coders:* &coders:* +@all.' },
  { pattern: /DB index/i, reason: 'has no database of that number', hint: 'Correct the number at the end of the address under "redis:" in the manifest; 0 is always there.' },
  { pattern: /\bOOM\b/, reason: 'has no room left', hint: 'Give it more with: redis-cli config set maxmemory SIZE.' },
  { pattern: /MISCONF/, reason: 'can not write to its disk', hint: 'Make room on its disk; its own log says more.' },
  { pattern: /READONLY/, reason: 'is a copy that takes no writes', hint: 'Name the primary server under "redis:" in the manifest.' },
  { pattern: /LOADING/, reason: 'still reads its data from disk', hint: 'Wait until it has, then try again.' },
  { pattern: /wrong version number|SSL|TLS|certificate/i, reason: 'does not speak TLS as it is asked to', hint: 'Write redis:// for a server without TLS, and rediss:// for one whose certificate this machine trusts.' },
  { pattern: /Protocol error, got "\\u0015"/, reason: 'speaks TLS', hint: 'The address of such a server begins with rediss://.' },
  { pattern: /Protocol error/, reason: 'speaks another language: it is no Redis', hint: reachable },
  { pattern: /ECONNRESET|EPIPE|Connection is closed|connection close|max retries per request|Stream isn't writeable/i, reason: 'has closed the connection', hint: 'It is tried again by itself. A server that takes nothing but TLS closes any other connection: the address of that begins with rediss://.' },
];

/** Says in words what an error of the client or an answer of the server means. What TLS makes of an address decides what a silence may be. */
export function causeOf(error: Error & { readonly code?: unknown }, isOverTls: boolean): RedisCause {
  const words = `${String(error.code ?? '')} ${error.message}`.trim();
  return causes.find(({ pattern }) => pattern.test(isOverTls ? `over TLS: ${words}` : words)) ?? { reason: `fails: ${words.replace(/\.$/, '')}`, hint: 'See its own log.' };
}
