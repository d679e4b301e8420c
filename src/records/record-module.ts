/** Loads the WebAssembly module of the record encoder, which `asc` builds from `src/wasm/record`. */
import { readFileSync } from 'node:fs';

/** What `wasm/record/index.ts` exports. Addresses and capacities are in bytes of its memory. */
export interface RecordExports {
  readonly memory: WebAssembly.Memory;
  readonly inputAddress: WebAssembly.Global;
  readonly inputStride: WebAssembly.Global;
  readonly inputCapacity: WebAssembly.Global;
  readonly cursorsAddress: WebAssembly.Global;
  readonly outputAddress: WebAssembly.Global;
  readonly recordsAddress: WebAssembly.Global;
  readonly recordStride: WebAssembly.Global;
  readonly mediaAddress: WebAssembly.Global;
  readonly mediaCapacity: WebAssembly.Global;
  readonly recordCount: WebAssembly.Global;
  readonly outputEnd: WebAssembly.Global;
  readonly wrongHashes: WebAssembly.Global;
  readonly badAutotagItems: WebAssembly.Global;
  readonly badExifItems: WebAssembly.Global;
  readonly badPlaceItems: WebAssembly.Global;
  readonly shortIds: WebAssembly.Global;
  readonly openSeen: (rows: number) => number;
  readonly encodeRows: (maxRows: number, sources: number, isChecked: boolean, mediaBytes: number) => number;
}

/** Has the host write the JSON of an odd cell; see `wasm/record/host.ts`. */
export type OddCell = (kind: number, from: number, bytes: number, to: number) => number;

let compiled: WebAssembly.Module | null = null;

/** A new instance with a memory of its own; the module is read and compiled once a thread. */
export function instantiateRecords(oddCell: OddCell): RecordExports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('../wasm/record.wasm', import.meta.url)));
  // A border: the build makes the module from sources that export just these.
  return new WebAssembly.Instance(compiled, { host: { oddCell } }).exports as unknown as RecordExports;
}
