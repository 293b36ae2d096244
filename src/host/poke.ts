import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HostError } from './host-error.ts';

/** What the system allows for the path of a socket, in bytes: less than a state directory may have. */
const longestPath = 100;

/** Where the supervisor of a state directory listens. Throws a HostError where that would be a folder of somebody else's. */
export function supervisorSocket(stateDirectory: string): string {
  const own = join(stateDirectory, 'supervisor.sock');
  if (Buffer.byteLength(own) <= longestPath) return own;
  const folder = join(tmpdir(), `coders-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  requireOwn(folder);
  return join(folder, `${createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16)}.sock`);
}

/** Anybody can make a folder of this name first, and would be asked, and heard, in the supervisor's place. */
function requireOwn(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (uid === userInfo().uid && (mode & 0o170077) === 0o040000) return;
  throw new HostError({
    tool: 'supervisor', command: ['listen', folder], stderr: '',
    message: `The folder ${folder} is not this user's alone, so no supervisor can be trusted to listen in it.`,
    hint: 'Remove it, or name a state directory with a shorter path with CODERS_STATE_DIR.',
  });
}

/** How long each word may take. One that hangs keeps nobody else waiting; only settling takes as long as it takes. */
const patienceMs = { look: 3000, status: 3000, stop: 3000, settle: 0 };

/** One word, and the supervisor's answer; undefined where none runs, it ends before it answers, or it hangs. */
export function askSupervisor(stateDirectory: string, word: keyof typeof patienceMs): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = connect(supervisorSocket(stateDirectory));
    socket.setTimeout(patienceMs[word], () => socket.destroy());
    let answer: unknown;
    socket.once('connect', () => socket.write(`${word}\n`));
    socket.once('error', () => undefined); // told by close
    socket.once('close', () => resolve(answer));
    createInterface({ input: socket }).once('line', (line) => {
      answer = JSON.parse(line);
      socket.end();
    }).on('error', () => undefined);
  });
}

/**
 * Asks the supervisor to look now; resolves false where none runs. It says *look*, never *what*: what is to be done
 * stands in the store.
 */
export async function pokeSupervisor(stateDirectory: string): Promise<boolean> {
  return (await askSupervisor(stateDirectory, 'look')) !== undefined;
}
