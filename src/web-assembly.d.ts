/** The part of WebAssembly's own interface that is used here; TypeScript has it only among what browsers have. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array) => Module;
  class Instance {
    constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Pages of 64 KiB; throws a RangeError where there is no room. */
    grow(pages: number): number;
  }
  /** One that threads can share; it grows where it is, and its `buffer` is another one then. */
  interface SharedMemory {
    readonly buffer: SharedArrayBuffer;
    /** Pages of 64 KiB; throws a RangeError where there is no room. */
    grow(pages: number): number;
  }
  const Memory: new (limits: Readonly<{ initial: number; maximum: number; shared: true }>) => SharedMemory;
  interface Global {
    value: number;
  }
}
