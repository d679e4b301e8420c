/** The part of the untyped package `bzip2-wasm` (libbzip2 1.0.8 in WASM) that `bzip2-process.ts` uses. */
declare module 'bzip2-wasm' {
  export default class BZip2 {
    init(): Promise<void>;
    /** One whole stream; `maxBytes` is the room given to it. Throws when that is too little. */
    compress(plain: Uint8Array, level: number, maxBytes: number): Uint8Array;
  }
}
