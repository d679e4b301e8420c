/** The bzip2 decoders there are, by name. */
import type { Decompress } from './decompress.js';
import { decompressSerial } from './serial.js';

/** `serial`: unbzip2-stream on the calling thread, the plain reference. */
export const DECODERS = { serial: decompressSerial } as const satisfies Record<string, Decompress>;

export type DecoderName = keyof typeof DECODERS;
