import { openStore, type Store } from '../../src/host/store/store.ts';
import { atEndOfFile } from './end-of-file.ts';
import { temporaryDirectory } from './temporary.ts';

const opened: Store[] = [];

// Registered when a test file imports this module.
atEndOfFile(() => {
  for (const store of opened.splice(0)) store.close();
});

/** A store of its own, in the folder that is named or else a new one; closed with the test file. */
export async function openedStore(directory?: string): Promise<Store> {
  const store = openStore(directory ?? (await temporaryDirectory()));
  opened.push(store);
  return store;
}
