/** A line that could not become a row, as it stands in `rejects.jsonl`. */
import { Buffer } from 'node:buffer';
import type { Source } from './fields.js';

/** Characters of the line that a reject shows. */
const EXCERPT = 200;

export interface Reject {
  readonly source: Source;
  /** Number of the line in its file, from 0. */
  readonly line: number;
  readonly photo_id: string | null;
  /** What was expected and what came. */
  readonly reason: string;
  /** The beginning of the line, one character per byte (ISO 8859-1). */
  readonly text: string;
}

export function reject(source: Source, line: number, photoId: string | null, reason: string, text: string): Reject {
  // A copy: a plain slice would keep the whole line in memory for as long as the reject lives.
  const excerpt = Buffer.from(text.slice(0, EXCERPT), 'latin1').toString('latin1');
  return { source, line, photo_id: photoId, reason, text: excerpt };
}
