import { HostError } from '../host/host-error.ts';

/**
 * What was found of one thing: all is well; a person would be asked or surprised; agents can not run; or something that is
 * only worth knowing.
 */
export interface Finding {
  /** The program or the part of the machine that it is about. */
  readonly about: string;
  readonly mark: 'good' | 'doubt' | 'bad' | 'note';
  /** A full sentence. */
  readonly sentence: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** An examination that fails has found something, too. */
export async function examined(about: string, examine: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examine();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return [{ about, mark: 'bad', sentence: error.message, ...(error.hint === undefined ? {} : { remedy: error.hint }) }];
  }
}
