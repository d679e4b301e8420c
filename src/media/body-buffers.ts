/** Memory for bodies, used again and again: a new buffer for each photo would cost as much as copying the photo. */

/** A photo fits into one; a longer body goes through it to a file. */
export const BODY_BYTES = 1024 * 1024;

export interface BodyBuffers {
  /** One of `BODY_BYTES`, with anything in it. */
  take(): Buffer;
  give(buffer: Buffer): void;
}

/** As many are made as are in use at once, which the connections bound. */
export function createBodyBuffers(): BodyBuffers {
  const free: Buffer[] = [];
  return {
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(BODY_BYTES),
    give(buffer) {
      free.push(buffer);
    },
  };
}
