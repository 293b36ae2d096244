/** What a member's program and all that it started take of the machine, as the system counts it. */
export interface ProcessFigures {
  /** How many processes that are. */
  readonly processes: number;
  readonly memory: MemoryHeld;
  /** Absent where the program's own process can not be told from the others. */
  readonly cpu?: CpuUsed;
}

export interface MemoryHeld {
  readonly bytes: number;
  /** `pss` counts what several processes share once in all; `rss` counts it for each of them, so that is the most it can be. */
  readonly measure: 'pss' | 'rss';
}

/** On average over the life of the program; that of a process which has ended counts as far as its parent asked for it. */
export interface CpuUsed {
  /** 100 is one core, all the time. */
  readonly percentOfCore: number;
  /** When the program started, in milliseconds since the Unix epoch. */
  readonly since: number;
}
