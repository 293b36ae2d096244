import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export interface RedisServerSettings {
  /** Holds its append-only file and nothing else. */
  readonly directory: string;
  /** How what it is told gets to disk; `no` keeps no append-only file. */
  readonly appendfsync?: 'always' | 'everysec' | 'no';
  /** It speaks nothing but TLS: the files of its certificate, and of the key to that. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** More words of its command line, as `--requirepass secret`. */
  readonly argv?: readonly string[];
}

/** A real redis-server on a port of 127.0.0.1 of its own, which it keeps over a kill. */
export class RedisServer {
  readonly port: number;
  /** Holds its append-only file. */
  readonly directory: string;
  readonly url: string;
  readonly #argv: readonly string[];
  #child: ChildProcess | undefined;

  constructor(port: number, { directory, appendfsync = 'everysec', tls, argv = [] }: RedisServerSettings) {
    this.port = port;
    this.directory = directory;
    this.url = `${tls === undefined ? 'redis' : 'rediss'}://127.0.0.1:${port}/0`;
    const ports = tls === undefined ? ['--port', `${port}`] : ['--port', '0', '--tls-port', `${port}`, '--tls-cert-file', tls.certificate, '--tls-key-file', tls.key, '--tls-ca-cert-file', tls.certificate, '--tls-auth-clients', 'no'];
    const onDisk = appendfsync === 'no' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendfsync];
    this.#argv = [...ports, '--bind', '127.0.0.1', '--dir', directory, '--save', '', ...onDisk, ...argv];
  }

  /** Resolves when it takes commands. */
  async start(): Promise<void> {
    const child = spawn('redis-server', this.#argv, { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'] } });
    this.#child = child;
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => reject(new Error(`redis-server on port ${this.port} ended with ${code ?? signal}:\n${said.join('\n')}`)));
      createInterface({ input: child.stdout! }).on('line', (line) => {
        said.push(line);
        if (line.includes('Ready to accept connections')) resolve();
      });
    });
  }

  /** kill -9; resolves when it is gone. What it had acknowledged is in its append-only file. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** It takes connections and answers nothing until it is thawed; then it does all that it was asked meanwhile. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }
}

/** Starts one on a port that is free. */
export async function startRedis(settings: RedisServerSettings): Promise<RedisServer> {
  const server = new RedisServer(await freePort(), settings);
  await server.start();
  return server;
}

/**
 * A port of 127.0.0.1 below those that the system gives to whoever asks for any: it is still free after a kill, and no client
 * that tries it again and again while nobody listens is connected to itself one day.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No port of 127.0.0.1 is free.');
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
