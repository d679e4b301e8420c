/** A line that could not become a row, as it stands in `rejects.jsonl`. */
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
  return { source, line, photo_id: photoId, reason, text: text.slice(0, EXCERPT) };
}
