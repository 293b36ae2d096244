import { startupOf, type Startup } from '../../src/service/startup.ts';

/** What most people have. */
export const plain: Startup = startupOf({
  node: '/usr/bin/node',
  program: '/usr/lib/node_modules/coders/dist/coders.js',
  home: '/home/ann',
  stateDirectory: '/home/ann/.local/state/coders',
  log: '/home/ann/.local/state/coders/supervisor.log',
  environment: { PATH: '/home/ann/bin:/usr/bin:/bin', TERM: 'screen', SECRET: 'none of its business' },
});

/** Every character that means something to one of the formats. */
export const hostile = `a  b%i$HOME$$\${HOME}"q'\\x\\%&<b>;#é|*`;

/** The same program in folders of that name. */
export function hostileStartup(folder: string): Startup {
  const place = `${folder}/${hostile}`;
  return startupOf({
    node: `${place}/node`,
    program: `${place}/coders.js`,
    home: place,
    stateDirectory: `${place}/state`,
    log: `${place}/state/supervisor.log`,
    environment: { PATH: `${place}/bin:/usr/bin:/bin`, CODERS_STATE_DIR: 'state', XDG_STATE_HOME: '', TMUX_TMPDIR: place },
  });
}
