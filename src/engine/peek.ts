/** Looks at the first bytes of a stream that can be read once only. */

export interface Peeked {
  /** Its first bytes; fewer than wanted only where it ends. */
  readonly head: Buffer;
  /** All its bytes, the first ones too. */
  readonly all: AsyncGenerator<Uint8Array>;
}

/** Reads until at least `bytes` bytes have come, or its end. */
export async function peek(stream: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < bytes) {
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
