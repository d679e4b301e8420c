/** `checksums/00042.sha256`: every small file of a shard with its SHA-256, in the form that `sha256sum -c` reads. */
import type { OutputFile } from '../core/protocol.js';
import { shardName, type SinkContext } from './sink.js';
import { WholeFile } from './whole-file.js';

export class Checksums {
  readonly #context: SinkContext;
  /** In the order of the records. An id that stands twice in a shard has one file, of the later row. */
  readonly #sums = new Map<string, string>();
  #file: WholeFile | null = null;

  constructor(context: SinkContext) {
    this.#context = context;
  }

  /** `path` is below the output folder, with `/`. */
  add(path: string, sha256: string): void {
    this.#sums.set(path, sha256);
  }

  /** The file; null when nothing was added. */
  close(): OutputFile | null {
    if (this.#sums.size === 0) return null;
    this.#file = new WholeFile(this.#context, `checksums/${shardName(this.#context.shard)}.sha256`);
    // Two spaces: the binary flag of coreutils' format stands in the second one.
    const lines = [...this.#sums].map(([path, sha256]) => `${sha256}  ${path}\n`);
    this.#file.write(Buffer.from(lines.join('')));
    return this.#file.close();
  }

  abort(): void {
    this.#file?.abort();
  }
}
