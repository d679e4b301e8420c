/** Brings the lines of one bucket together out of all runs, in the order of their rows. */
import type { GatherReply, GatherTask, GatheredPart } from '../src/core/protocol.js';
import { readSegment } from '../src/order/run-file.js';

const LF = 10;

export default function gather({ files, bucket, into }: GatherTask): GatherReply {
  const segments = files.map((file) => readSegment(file, bucket));
  const count = segments.reduce((sum, { rows }) => sum + rows.length, 0);
  const segmentOf = new Uint32Array(count);
  const startOf = new Uint32Array(count);
  const lengthOf = new Uint32Array(count);
  const rowOf = new Uint32Array(count);
  let n = 0;
  for (const [k, { rows, lengths }] of segments.entries()) {
    let start = 0;
    for (let line = 0; line < rows.length; line++, n++) {
      segmentOf[n] = k;
      startOf[n] = start;
      lengthOf[n] = lengths[line] ?? 0;
      rowOf[n] = rows[line] ?? 0;
      start += lengths[line] ?? 0;
    }
  }
  // Runs are in the order of the file, and the sort is stable: of lines of one id the file's first stays the first.
  const order = Uint32Array.from({ length: count }, (_, k) => k).sort(
    (a, b) => (rowOf[a] ?? 0) - (rowOf[b] ?? 0) || a - b,
  );
  const parts: GatheredPart[] = [];
  let newlines: number[] = [];
  let at = 0;
  const views = into.map((buffer) => new Uint8Array(buffer));
  const close = (): void => {
    parts.push({ length: at, newlines: Uint32Array.from(newlines) });
    newlines = [];
    at = 0;
  };
  for (const k of order) {
    const { text } = segments[segmentOf[k] ?? 0] ?? { text: new Uint8Array() };
    let from = startOf[k] ?? 0;
    const to = from + (lengthOf[k] ?? 0);
    while (from < to) {
      const view = views[parts.length];
      if (view === undefined) throw new Error(`Expected ${into.length} buffers to hold bucket ${bucket}, got more.`);
      const step = Math.min(to - from, view.length - at);
      view.set(text.subarray(from, from + step), at);
      from += step;
      at += step;
      if (view[at - 1] === LF) newlines.push(at - 1);
      if (at === view.length) close();
    }
  }
  if (at > 0) close();
  return { parts };
}
