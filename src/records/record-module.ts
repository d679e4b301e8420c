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
  readonly filterAddress: WebAssembly.Global;
  readonly filterCapacity: WebAssembly.Global;
  readonly countsAddress: WebAssembly.Global;
  readonly rowCount: WebAssembly.Global;
  readonly recordCount: WebAssembly.Global;
  readonly outputEnd: WebAssembly.Global;
  readonly wrongHashes: WebAssembly.Global;
  readonly badAutotagItems: WebAssembly.Global;
  readonly badExifItems: WebAssembly.Global;
  readonly badPlaceItems: WebAssembly.Global;
  readonly shortIds: WebAssembly.Global;
  readonly openSeen: (rows: number) => number;
  readonly setFields: (bits: number) => void;
  readonly setCounting: (isWanted: boolean) => void;
  readonly encodeRows: (
    maxRows: number,
    sources: number,
    isChecked: boolean,
    isFiltered: boolean,
    schema: number,
    mediaBytes: number,
  ) => number;
}

/** What the module asks of the host; see `wasm/record/host.ts`. */
export interface RecordHost {
  readonly oddCell: (kind: number, from: number, bytes: number, to: number) => number;
  readonly oddNumber: (from: number, bytes: number) => number;
  readonly isOddCamera: (from: number, bytes: number) => boolean;
  readonly isWantedId: (low: number, high: number) => boolean;
  readonly isWantedHash: (from: number, bytes: number) => boolean;
}

let compiled: WebAssembly.Module | null = null;

/** A new instance with a memory of its own; the module is read and compiled once a thread. */
export function instantiateRecords(host: RecordHost): RecordExports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('../wasm/record.wasm', import.meta.url)));
  // A border: the build makes the module from sources that export just these.
  return new WebAssembly.Instance(compiled, { host: { ...host } }).exports as unknown as RecordExports;
}
