import { installationOf } from '../agents/installations.ts';
import { isOnPath } from '../host/find-program.ts';
import type { Mismatch } from '../rehearsal/mismatch.ts';
import { partOf } from '../rehearsal/parts/index.ts';
import type { Finding } from './finding.ts';
import type { DoctorRequest } from './request.ts';

/** How long the rehearsal of one tool may take. */
export const rehearsalLimitMs = 45_000;

/** Each takes a processor for itself when it starts, and many machines have two. */
const atOnce = 2;

/** Without them nothing can be started; that they are missing is a finding of its own. */
const needed = ['tmux', 'git'];

/** Starts tools, not too many at a time. */
export interface Rehearsals {
  /** Finds nothing where no tool is to be, or can be, started, and where nobody knows how to rehearse it. Throws a HostError when tmux or git fails. */
  of(program: InstalledTool): Promise<Finding[]>;
}

interface InstalledTool {
  readonly tool: string;
  /** Absolute. */
  readonly path: string;
  readonly version: string;
}

/** What starts agents is loaded only where one is to be started. */
export async function createRehearsals({ rehearsal: wish, environment }: DoctorRequest): Promise<Rehearsals> {
  if (wish === undefined || !needed.every((name) => isOnPath(name, environment['PATH']))) return { of: () => Promise.resolve([]) };
  const [{ default: Queue }, { rehearse }] = await Promise.all([import('p-queue'), import('../rehearsal/rehearse.ts')]);
  const queue = new Queue({ concurrency: atOnce });
  return {
    async of(installed) {
      const part = partOf(installed.tool);
      if (part === undefined) return [];
      const request = { ...wish, part, program: installed.path, searchPath: environment['PATH'] ?? '', limitMs: rehearsalLimitMs };
      return queue.add(async () => (wish.signal?.aborted === true ? [] : findingsOf(installed, await rehearse(request))));
    },
  };
}

function findingsOf({ tool, version }: InstalledTool, mismatches: readonly Mismatch[]): Finding[] {
  if (mismatches.length === 0) return [{ about: tool, mark: 'good', sentence: `Started once with a model on this machine, version ${version} starts, works, asks, rests and takes a message as coders reads it.` }];
  return mismatches.map(({ kind, clause }) => ({ about: tool, mark: marks[kind], sentence: `With version ${version} ${clause}.`, remedy: remedies[kind](tool) }));
}

const marks: Readonly<Record<Mismatch['kind'], Finding['mark']>> = { wrong: 'bad', weaker: 'doubt', unknown: 'doubt' };

const remedies: Readonly<Record<Mismatch['kind'], (tool: string) => string>> = {
  wrong: (tool) => `Use a version that coders is tested with (${installationOf(tool)?.tested ?? 'none'}), or see what else it does otherwise: coders adapter test ${tool}`,
  weaker: (tool) => `Other signs still tell it; coders is tested with ${installationOf(tool)?.tested ?? 'none'}.`,
  unknown: (tool) => `Examine it again when the machine has less to do, or see what it does with a model of yours: coders adapter test ${tool}`,
};
