/** A function that the micro benchmarks call, over the rows of one small set of files, or over one photo. */

export interface MicroCase {
  readonly name: string;
  /** Of `src`. */
  readonly folder: string;
  /** What one of the `items` is. */
  readonly unit: string;
  /** How many one call handles. */
  readonly items: number;
  /** Bytes of text that one call reads, or writes where what it reads is no text; 0 where bytes say nothing. */
  readonly bytes: number;
  /** Gives something that depends on all of the work, so that none of it is dead code. */
  readonly run: () => unknown;
}

/** What a call over these texts handles. */
export function ofTexts(unit: string, texts: readonly string[]): Pick<MicroCase, 'unit' | 'items' | 'bytes'> {
  // Latin1 and JSON of it alike: near enough a byte a character.
  return { unit, items: texts.length, bytes: texts.reduce((sum, text) => sum + text.length, 0) };
}

/** As a source gives them: one by one, when they are asked for. */
export async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Calls `handle` with each; gives how many answers were truthy. */
export function each<T>(values: readonly T[], handle: (value: T) => unknown): number {
  let truthy = 0;
  for (const value of values) if (handle(value)) truthy++;
  return truthy;
}
