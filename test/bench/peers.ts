import { spawnSync } from 'node:child_process';
import type { Peer } from './section.ts';
import { versionOf } from './run.ts';

const versionArgv: Readonly<Record<Peer, readonly string[]>> = { tmuxp: ['tmuxp', '--version'], tmuxinator: ['tmuxinator', 'version'] };

/** Installs the peers that are missing where that needs no question, and says of each that stays missing why. */
export function installPeers(peers: readonly Peer[]): ReadonlyMap<Peer, string> {
  const missing = peers.filter((peer) => peerVersion(peer) === undefined);
  if (missing.length === 0) return new Map();
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const argv = [...prefix, 'apt-get', 'install', '-y', ...missing];
  console.log(`Installing ${missing.join(' and ')}: ${argv.join(' ')}`);
  attempt([...prefix, 'apt-get', 'update']);
  attempt(argv);
  return new Map(missing.filter((peer) => peerVersion(peer) === undefined).map((peer) =>
    [peer, `${peer} is absent: it is not installed, and "${argv.join(' ')}" does not install it here.`]));
}

/** What a peer says of its version; undefined when it is not installed. */
export function peerVersion(peer: Peer): string | undefined {
  return versionOf(versionArgv[peer], { PATH: process.env['PATH'], HOME: '/nonexistent', EDITOR: 'true', SHELL: '/bin/sh', LANG: 'C.UTF-8' });
}

/** Whether it worked is seen by what is there afterwards. */
function attempt([program, ...argv]: readonly string[]): void {
  spawnSync(program!, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
}
