/**
 * Shared buffers of one size, counted and used again, so that memory is what the window needs and no more.
 *
 * A slab is handed to threads by reference. It must not be written again before the last reader is done, which only
 * the main thread can know: so it counts the users of each slab and takes it back at zero. A free slab is never given
 * up: every thread that has seen a shared buffer keeps its memory until that thread's next full collection, which a
 * worker with a small heap hardly ever makes. So there are as many slabs as were in use at once, and no more.
 */

/** Bytes of a slab: a bzip2 block of level 9 fits with room to spare. */
export const SLAB_BYTES = 1 << 20;

export interface Slab {
  readonly buffer: SharedArrayBuffer;
  readonly bytes: Uint8Array;
  users: number;
}

export class SlabPool {
  readonly #free: Slab[] = [];
  #live = 0;

  /** An unused slab with one user; its bytes are what the last user left. */
  take(): Slab {
    this.#live++;
    const slab = this.#free.pop();
    if (slab !== undefined) {
      slab.users = 1;
      return slab;
    }
    const buffer = new SharedArrayBuffer(SLAB_BYTES);
    return { buffer, bytes: new Uint8Array(buffer), users: 1 };
  }

  /** A buffer that a thread has made, of `SLAB_BYTES`, with one user. */
  adopt(buffer: SharedArrayBuffer): Slab {
    this.#live++;
    return { buffer, bytes: new Uint8Array(buffer), users: 1 };
  }

  /** One user less; the last one gives it back. */
  release(slab: Slab): void {
    slab.users--;
    if (slab.users > 0) return;
    this.#live--;
    this.#free.push(slab);
  }

  /** Slabs in use. */
  get live(): number {
    return this.#live;
  }
}
