/** What the tests of the engine read from: bytes and lines that stand in for a file. */
import { Buffer } from 'node:buffer';
import { LineWindow, type LineWindowOptions } from '../../src/engine/line-window.js';
import { pieces } from '../../src/engine/pieces.js';
import { SlabPool } from '../../src/bz2/slabs.js';
import type { Slice } from '../../src/core/protocol.js';

/** Chunks as a stream gives them. */
export async function* feed(chunks: Iterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks)
    yield await Promise.resolve(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
}

/** Cuts `bytes` at the given places, whatever their order; places beyond the end are no cuts. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.filter((at) => at < bytes.length), bytes.length].toSorted((a, b) => a - b);
  return cuts.slice(1).map((to, k) => bytes.subarray(cuts[k], to));
}

/** Room for anything that a test reads, unless it says otherwise. */
const LARGE: LineWindowOptions = {
  source: 'places',
  file: 'places.txt',
  maxLineBytes: 1 << 24,
  maxWindowBytes: 1 << 30,
};

/** A window over chunks. */
export function windowOver(
  chunks: Iterable<Uint8Array | string>,
  options: Partial<LineWindowOptions> = {},
  slabs = new SlabPool(),
): LineWindow {
  return new LineWindow(pieces(feed(chunks), slabs), slabs, { ...LARGE, ...options });
}

/** A window over lines, given without their ends. */
export function windowOf(lines: readonly string[]): LineWindow {
  return windowOver([lines.map((line) => `${line}\n`).join('')]);
}

/** The bytes of a slice as latin1 text. */
export function sliceText({ segments }: Slice): string {
  return segments.map(({ buffer, from, to }) => Buffer.from(buffer, from, to - from).toString('latin1')).join('');
}
