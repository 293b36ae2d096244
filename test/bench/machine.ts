import { arch, availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import { peerVersion } from './peers.ts';
import { versionOf } from './run.ts';

/** What the figures were taken on: a ratio travels, a millisecond does not. */
export function machine(): Readonly<Record<string, string>> {
  const env = { PATH: process.env['PATH'] };
  return {
    processor: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
    system: `${platform()} ${release()} ${arch()}`,
    load: `${loadavg()[0]!.toFixed(2)} at the start (0 is a quiet machine)`,
    node: process.versions.node,
    tmux: versionOf(['tmux', '-V'], env) ?? 'absent',
    git: versionOf(['git', '--version'], env) ?? 'absent',
    tmuxp: peerVersion('tmuxp') ?? 'absent',
    tmuxinator: peerVersion('tmuxinator') ?? 'absent',
  };
}
