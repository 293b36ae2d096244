/** A command line of `coders` as data: what a member could have typed in its own pane. */
export interface CommandLine {
  readonly verb: string;
  readonly operands: readonly string[];
  /** By name, without the dashes; `true` for a switch, several values where the option takes them. */
  readonly options: Readonly<Record<string, string | readonly string[] | true>>;
}

/** How such a command line ended, and all that it said. */
export interface Answer {
  readonly text: string;
  /** It was refused, or did not do what was asked. */
  readonly failed: boolean;
}

/** The words behind `coders`. Whatever a value or an operand begins with, it is read as one. */
export function wordsOf({ verb, operands, options }: CommandLine): readonly string[] {
  const flags = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [value].flat().map((one) => `--${name}=${one}`)));
  return [verb, ...flags, ...(operands.length === 0 ? [] : ['--', ...operands])];
}
