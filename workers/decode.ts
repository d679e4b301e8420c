/** Decodes one stretch of a bzip2 file. */
import { createBlockDecoder, type BlockDecoder } from '../src/bz2/block-decoder.js';
import { decodeStretch } from '../src/bz2/decode-stretch.js';
import type { DecodeTask, TimedDecodeReply } from '../src/bz2/decode-task.js';

/** A thread keeps its decoder: its memory, and the compiled code. */
let decoder: BlockDecoder | null = null;

export default function decode(task: DecodeTask): TimedDecodeReply {
  decoder ??= createBlockDecoder();
  const started = performance.now();
  const reply = decodeStretch(task, decoder);
  return { ...reply, milliseconds: performance.now() - started };
}
