import type { Status } from './agent.ts';
import type { Row } from './session-log.ts';
import type { StyledLine } from './styled-text.ts';
import type { Workplace } from './tools.ts';

/** What a person does to the agent. */
export interface Orders {
  submit(prompt: string): void;
  interrupt(): void;
  /** Answers the question that stands. */
  answer(isYes: boolean): void;
  leave(code: number): void;
}

/** Where the agent and a person meet. */
export interface Terminal {
  /** Shows the first lines and begins to listen. */
  open(orders: Orders, firstLines: (columns: number) => readonly StyledLine[]): void;
  happened(row: Row): void;
  changed(status: Status): void;
  /** Gives the terminal away while `work` runs; undefined where there is none to draw on. */
  lend: Workplace['lend'];
  /** Gives the terminal back as it was. Does nothing the second time. */
  close(lastLines: readonly StyledLine[]): void;
}
