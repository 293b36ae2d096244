/** What is started after a boot, and with which surroundings. Nothing of a person's shell is there then. */
export interface Startup {
  /** The program's absolute path and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path of the file that takes all it prints. */
  readonly log: string;
}

/** The paths that a startup is made of. */
export interface StartupSettings {
  readonly node: string;
  /** The program of coders, as it is installed. */
  readonly program: string;
  readonly home: string;
  readonly stateDirectory: string;
  readonly log: string;
  /** Of whoever installs it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Says where the state and the tmux sockets are: without them, another supervisor would be started than a person means. */
const placing = ['CODERS_STATE_DIR', 'XDG_STATE_HOME', 'TMUX_TMPDIR'];

/** The supervisor in the foreground, as the system starts it. */
export function startupOf({ node, program, home, stateDirectory, log, environment }: StartupSettings): Startup {
  const given = placing.flatMap((name) => {
    const value = name === 'CODERS_STATE_DIR' && environment[name] ? stateDirectory : environment[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return {
    command: [node, program, 'supervisor', 'run'],
    environment: { PATH: environment['PATH'] ?? '', HOME: home, ...Object.fromEntries(given) },
    log,
  };
}

/** The text in it that no kind of service can hold, since each is written in lines; undefined where there is none. */
export function unwritable({ command, environment, log }: Startup): string | undefined {
  return [...command, ...Object.values(environment), log].find((text) => /[\x00-\x1f\x7f]/.test(text));
}
