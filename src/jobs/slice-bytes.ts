/** How many bytes of text there are in a slice. */
import type { Slice } from '../core/protocol.js';

/** 0 for a source that is not there. */
export function sliceBytes(slice: Slice | null): number {
  return slice?.segments.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
}
