/** Loads the WebAssembly module of the block decoder, which `asc` builds from `src/wasm`. */
import { readFileSync } from 'node:fs';

/** What `wasm/bzip2/index.ts` exports. Addresses and capacities are in bytes of its memory. */
export interface Bz2Exports {
  readonly memory: WebAssembly.Memory;
  readonly inputAddress: WebAssembly.Global;
  readonly inputCapacity: WebAssembly.Global;
  readonly outputAddress: WebAssembly.Global;
  readonly scanAddress: WebAssembly.Global;
  readonly scanCapacity: WebAssembly.Global;
  readonly candidatesAddress: WebAssembly.Global;
  readonly maxCandidates: WebAssembly.Global;
  readonly newlinesAddress: WebAssembly.Global;
  readonly maxNewlines: WebAssembly.Global;
  readonly decodeBlock: (startBit: number, endBit: number, maxBytes: number) => number;
  readonly outputBytes: () => number;
  readonly blockCrc: () => number;
  readonly bitPosition: () => number;
  readonly scanMagics: (bytes: number, fromBit: number, beforeByte: number) => number;
  readonly findNewlines: (from: number, to: number, offset: number) => number;
}

let compiled: WebAssembly.Module | null = null;

/** A new instance with a memory of its own; the module is read and compiled once a thread. */
export function instantiateBz2(): Bz2Exports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('../wasm/bzip2.wasm', import.meta.url)));
  // A border: the build makes the module from sources that export just these.
  return new WebAssembly.Instance(compiled).exports as unknown as Bz2Exports;
}
