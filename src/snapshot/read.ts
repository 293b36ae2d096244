import { readText } from '../host/files.ts';
import type { Snapshot } from './document.ts';

/** A snapshot as it was found in a file, or in a sentence why it is none. */
export type ReadSnapshot = { readonly snapshot: Snapshot } | { readonly problem: string };

/** Reads a file and holds it against the schema of snapshots, since it may come from anywhere. Throws what the system throws. */
export async function readSnapshot(path: string, schemasDirectory: string): Promise<ReadSnapshot> {
  const text = readText(path);
  if (text === undefined) return { problem: `There is no file ${path}.` };
  const document = parsed(text);
  if (document === undefined) return { problem: `${path} holds no JSON.` };
  const { objectionTo } = await import('./schema.ts'); // late: it brings all of Ajv, and few verbs read a snapshot
  const objection = objectionTo(document, schemasDirectory);
  return objection === undefined ? { snapshot: document as Snapshot } : { problem: `${path} is no snapshot of a team: ${objection}.` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
