/** Variables and their values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is kept of an agent's environment: the variables that decide where its tool keeps files, by name. Any other value
 * may be a secret. An empty one stands for none, as it does for the tools.
 */
export function whereaboutsIn(environment: Environment, inherits: readonly string[]): Environment {
  return Object.fromEntries(['HOME', ...inherits].map((name) => [name, environment[name] ?? '']));
}

/** The environment by which an agent's files are found: the looker's own, but for what the agent itself was given. */
export function agentEnvironment(looker: Environment, launch: { readonly whereabouts?: Environment } | undefined): Environment {
  return { ...looker, ...launch?.whereabouts };
}
