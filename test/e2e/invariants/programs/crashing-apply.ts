import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appliedTeam } from '../../../../src/cli/open-team.ts';
import { stateDirectoryOf } from '../../../../src/cli/locations.ts';
import { kind, readText } from '../../../../src/host/files.ts';
import { hostName } from '../../../../src/host/host-name.ts';
import { createHost, type Host } from '../../../../src/host/host.ts';
import { openStore } from '../../../../src/host/store/store.ts';
import { loadManifest } from '../../../../src/manifest/load.ts';
import { converge } from '../../../../src/reconcile/converge.ts';
import { desired } from '../../../../src/state/desired.ts';

/*
 * crashing-apply MANIFEST CRASH OPTIONS: an apply that ends itself by SIGKILL before or after its n-th host call that changes something, where
 * CRASH is `{"when":"before","call":3}` or `{"when":"before","call":"tmux.respawnPane"}` for the first of that name, and OPTIONS what a plan is asked for. Prints the calls it made when it outlives them all.
 */
const [file = '', crashText = '', optionsText = ''] = process.argv.slice(2);
const crash = JSON.parse(crashText) as { readonly when: 'before' | 'after'; readonly call: number | string };
const calls: string[] = [];

/** Calls that change nothing. They are not counted: an apply looks as often as it has to wait, and no two wait as often. */
const looks = /^(observe|capture|lastLines|ofPane|ofTeam|isUprooted|isRunning|launch|launches|worktrees|cares|team|teams|keptTeam|find|open|states)$/;

function dieAt(when: 'before' | 'after', ...call: readonly (number | string | undefined)[]): void {
  if (crash.when === when && call.includes(crash.call)) process.kill(process.pid, 'SIGKILL');
}

function mortal<Part extends object>(part: Part, name: string): Part {
  return new Proxy(part, {
    get: (target, method) => typeof target[method as keyof Part] !== 'function' ? target[method as keyof Part] : (...values: unknown[]) => {
      const full = `${name}.${String(method)}`;
      const call = looks.test(String(method)) ? undefined : calls.push(full);
      dieAt('before', call, full);
      const result = (target[method as keyof Part] as (...values: unknown[]) => unknown).apply(target, values);
      if (!(result instanceof Promise)) {
        dieAt('after', call, full);
        return result;
      }
      return result.finally(() => dieAt('after', call, full));
    },
  });
}

const environment = process.env;
const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const { manifest } = loadManifest(file, { readText, kind, env: environment, host: hostName(environment), templatesDirectory: join(packageDirectory, 'templates') });
if (manifest === undefined) throw new Error(`${file} is not valid`);
const wanted = desired(manifest);
const store = openStore(stateDirectoryOf(environment));
const real = createHost({ tmux: manifest.tmux, environment, store, packageDirectory: join(packageDirectory, 'dist') });
const host: Host = {
  ...real,
  tmux: mortal(real.tmux, 'tmux'),
  git: mortal(real.git, 'git'),
  processes: mortal(real.processes, 'processes'),
  store: mortal({ ...real.store, missions: mortal(real.store.missions, 'missions') }, 'store'),
};
await converge({
  desired: wanted,
  applied: appliedTeam({ manifest, desired: wanted, text: readFileSync(file, 'utf8') }, real.clock.now()),
  options: { ...(JSON.parse(optionsText) as { readonly prune?: boolean; readonly evenIfBusy?: boolean }), now: real.clock.now() },
  timeoutMs: 30_000,
  confirm: async () => true,
  watcher: { started: () => undefined, ended: () => undefined, waiting: () => undefined },
}, host);
store.close();
console.log(JSON.stringify(calls));
