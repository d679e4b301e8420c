/** Loads the WebAssembly module of the column encoder, which `asc` builds from `src/wasm/parquet`. */
import { readFileSync } from 'node:fs';

/** What `wasm/parquet/index.ts` exports. Addresses are in bytes of its memory. */
export interface ColumnExports {
  readonly memory: WebAssembly.Memory;
  readonly jsonAddress: WebAssembly.Global;
  readonly namesAddress: WebAssembly.Global;
  readonly leavesAddress: WebAssembly.Global;
  readonly output: WebAssembly.Global;
  readonly outputEnd: WebAssembly.Global;
  readonly levelCount: WebAssembly.Global;
  readonly presentCount: WebAssembly.Global;
  readonly entryCount: WebAssembly.Global;
  readonly leastAt: WebAssembly.Global;
  readonly greatestAt: WebAssembly.Global;
  readonly pageLevels: WebAssembly.Global;
  readonly pageNulls: WebAssembly.Global;
  readonly pageRows: WebAssembly.Global;
  readonly plainBytes: WebAssembly.Global;
  readonly repetitionBytes: WebAssembly.Global;
  readonly definitionBytes: WebAssembly.Global;
  readonly layOut: (jsonBytes: number, rows: number, keys: number) => number;
  readonly scanRecords: (end: number, rows: number, keys: number) => number;
  readonly fillColumn: (
    key: number,
    keys: number,
    rows: number,
    end: number,
    leaf: number,
    leafCount: number,
    isOptional: boolean,
    isList: boolean,
  ) => number;
  readonly openLeaf: (leaf: number, kind: number, isOptional: boolean, isList: boolean) => void;
  readonly putDictionary: () => number;
  readonly putPage: () => number;
}

let compiled: WebAssembly.Module | null = null;

/** A new instance with a memory of its own; the module is read and compiled once a thread. */
export function instantiateColumns(oddNumber: (from: number, bytes: number) => number): ColumnExports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('../wasm/parquet.wasm', import.meta.url)));
  // A border: the build makes the module from sources that export just these.
  return new WebAssembly.Instance(compiled, { host: { oddNumber } }).exports as unknown as ColumnExports;
}
