/** Looks at the first bytes of a stream that can be read once only. */

export interface Peeked {
  /** Its first bytes; too few only where it ends. */
  readonly head: Buffer;
  /** All its bytes, the first ones too. */
  readonly all: AsyncGenerator<Uint8Array>;
}

/** Reads until the first bytes are enough, or its end. */
export async function peek(
  stream: AsyncIterable<Uint8Array>,
  isEnough: (head: Uint8Array) => boolean,
): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, all: behind(head, iterator) };
}

async function* behind(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
