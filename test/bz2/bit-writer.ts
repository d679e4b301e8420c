/** Writes bits, most significant first, as a bzip2 stream has them. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** Bits written. */
  get length(): number {
    return this.#length;
  }

  /** The lowest `count` bits (0..32) of `value`, highest first. */
  bits(value: number, count: number): this {
    if (this.#length + count > this.#bytes.length * 8) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let left = count - 1; left >= 0; left--) {
      if ((value >>> left) & 1)
        this.#bytes[this.#length >> 3] = (this.#bytes[this.#length >> 3] ?? 0) | (128 >> (this.#length & 7));
      this.#length++;
    }
    return this;
  }

  /** Bits given as text, such as `0110`. */
  text(bits: string): this {
    for (let at = 0; at < bits.length; at += 32) {
      const some = bits.slice(at, at + 32);
      this.bits(Number.parseInt(some, 2), some.length);
    }
    return this;
  }

  /** What was written, with zeros up to a whole byte. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, Math.ceil(this.#length / 8));
  }
}
