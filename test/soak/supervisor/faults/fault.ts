import type { Soak } from '../soak.ts';

/** One thing that goes wrong, or that a person does, at a random moment. */
export interface Fault {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** Where it is not given, always. */
  readonly fits?: (soak: Soak) => boolean;
  /** Only on a team that is as it should be, and with nothing after it: otherwise nobody could say what is right. */
  readonly isAlone?: true;
  strike(soak: Soak): Promise<void>;
}
