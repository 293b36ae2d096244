import { readText } from '../host/files.ts';
import type { Found, Piece } from './kind.ts';

/** What is found where a file of coders belongs, which is known by its mark. */
export function lookAtFile(wanted: Piece, mark: string): Found {
  const text = readText(wanted.place);
  if (text === undefined) return { state: 'absent', pieces: [] };
  const pieces = [{ place: wanted.place, text }];
  if (!text.includes(mark)) return { state: 'foreign', pieces };
  return { state: text === wanted.text ? 'current' : 'different', pieces };
}
