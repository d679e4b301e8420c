/** The JSON of a cell that the WebAssembly encoder leaves to the host: by the reference's own codecs. */
import { Buffer } from 'node:buffer';
import { CODECS, decodeNumber, type Codec } from '../core/cell.js';
import { decode, encode } from '../core/url-encoding.js';
import { utf8Decode, utf8Encode } from '../core/utf8.js';

interface OddCodec {
  /** Null where the item that the cell is of is a bad one. */
  readonly json: (text: string) => { readonly json: string; readonly isCanonical: boolean } | null;
}

/** By the numbers in `wasm/record/host.ts`. */
const CODECS_BY_KIND: readonly OddCodec[] = [
  of(CODECS.text),
  of(CODECS.verbatim),
  of(CODECS.integer),
  of(CODECS.number),
  of(CODECS.date),
  of({ decode, encode }),
  of({ decode: utf8Decode, encode: utf8Encode }),
  { json: scoreJson },
];

/** The module's answer for a bad item. */
const BAD = -1;

/** Writes the JSON of bytes `[from, from + bytes)` of the memory at `to`; gives what `wasm/record/host.ts` says. */
export function writeOddCell(memory: ArrayBuffer, kind: number, from: number, bytes: number, to: number): number {
  const buffer = Buffer.from(memory);
  const found = CODECS_BY_KIND[kind]?.json(buffer.toString('latin1', from, from + bytes)) ?? null;
  if (found === null) return BAD;
  return buffer.write(found.json, to) * 2 + (found.isCanonical ? 1 : 0);
}

function of<Value>(codec: Codec<Value>): OddCodec {
  return {
    json: (text) => {
      const value = codec.decode(text);
      return { json: JSON.stringify(value), isCanonical: codec.encode(value) === text };
    },
  };
}

function scoreJson(text: string): ReturnType<OddCodec['json']> {
  const score = decodeNumber(text);
  return score === null ? null : { json: JSON.stringify(score), isCanonical: score.toFixed(4) === text };
}
