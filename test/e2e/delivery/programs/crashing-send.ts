import { stateDirectoryOf } from '../../../../src/cli/locations.ts';
import { deliver } from '../../../../src/delivery/deliver.ts';
import { createHost, type Host } from '../../../../src/host/host.ts';
import { openStore } from '../../../../src/host/store/store.ts';

/*
 * crashing-send MESSAGE WHEN STEP: goes on with a message to team `shop`, and ends itself by SIGKILL `before` or `after` a step: the keeping of a
 * receipt (`typing`), or keys given to tmux (`paste`, `press`).
 */
const [id = '', when = '', step = ''] = process.argv.slice(2);

function dieAt(moment: 'before' | 'after', name: string): void {
  if (moment === when && name === step) process.kill(process.pid, 'SIGKILL');
}

const store = openStore(stateDirectoryOf(process.env));
const team = store.team('shop')!;
const message = store.messages.ofTeam('shop', 1000).find((history) => history.message.id === id)!.message;
const real = createHost({ tmux: team.tmux, environment: process.env, store, packageDirectory: '' });
const { input } = real.tmux;

function mortal<Values extends unknown[]>(name: string, keys: (...values: Values) => Promise<boolean>): (...values: Values) => Promise<boolean> {
  return async (...values) => {
    dieAt('before', name);
    const isDone = await keys(...values);
    dieAt('after', name);
    return isDone;
  };
}

const host: Host = {
  ...real,
  tmux: { ...real.tmux, input: { ...input, paste: mortal('paste', input.paste), press: mortal('press', input.press) } },
  store: { ...store, messages: { ...store.messages, addReceipt: (of, receipt) => {
    dieAt('before', receipt.state);
    const held = store.messages.addReceipt(of, receipt);
    dieAt('after', receipt.state);
    return held;
  } } },
};
await deliver({ team, message, timeoutMs: 10_000, watcher: { received: () => undefined, waiting: () => undefined } }, host);
store.close();
