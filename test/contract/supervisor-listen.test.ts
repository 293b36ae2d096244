import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../../src/supervisor/listen.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

test('a supervisor that ends answers nobody who connected before and asks after: they would believe that it looks', async () => {
  const socket = join(await temporaryDirectory(), 'supervisor.sock');
  let looks = 0;
  const listener = await listen(socket, { look: async () => ({ looks: (looks += 1) }) });
  const caller = connect(socket);
  caller.write('look\n');
  expect(String(await once(caller, 'data'))).toBe('{"looks":1}\n');
  const ended = listener.close();
  caller.write('look\n');
  await once(caller, 'close');
  await ended;
  expect(looks).toBe(1);
});
