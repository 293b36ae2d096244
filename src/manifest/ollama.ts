import type { Source } from './source.ts';

const [usualAddress, usualPort] = ['127.0.0.1', '11434'];

/** The address of the Ollama that a tool's members use, without a path; undefined where they use none. */
export function ollamaAddress(tool: string, { written, env }: Source): string | undefined {
  const ollama = written.tools?.[tool]?.ollama;
  return ollama === undefined ? undefined : (ollama.base_url?.replace(/\/$/, '') ?? addressIn(env['OLLAMA_HOST']));
}

/** `OLLAMA_HOST` as Ollama's own clients read it: a host, a port or both, with or without `http://`. */
export function addressIn(host = ''): string {
  const [, scheme = 'http', name = '', port] = /^(?:(https?):\/\/)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(host.trim()) ?? [];
  // With a scheme and no port, it is that scheme's own port.
  const usual = /^https?:/.test(host.trim()) ? '' : `:${usualPort}`;
  // What a server listens on everywhere, a client finds at home.
  const reached = ['', '0.0.0.0', '[::]'].includes(name) ? usualAddress : name;
  return `${scheme}://${reached}${port === undefined ? usual : `:${port}`}`;
}
