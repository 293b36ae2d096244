import { connect } from 'node:net';
import { join } from 'node:path';

/** Where the supervisor of a state directory listens. */
export function supervisorSocket(stateDirectory: string): string {
  return join(stateDirectory, 'supervisor.sock');
}

/**
 * Asks the supervisor to look now; resolves false where none runs. It says *look*, never *what*: what is to be done
 * stands in the store.
 */
export function pokeSupervisor(stateDirectory: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(supervisorSocket(stateDirectory));
    socket.once('connect', () => socket.end('look\n'));
    socket.once('close', (failed) => resolve(!failed));
    socket.once('error', () => undefined); // told by close
  });
}
