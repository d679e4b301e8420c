/** `checksums/00042.sha256`: every small file of a shard with its SHA-256, in the form that `sha256sum -c` reads. */
import type { OutputFile } from '../core/protocol.js';
import { shardName } from '../core/output-path.js';
import type { SinkContext } from './sink.js';
import { removeStale, WholeFile } from './whole-file.js';

/** Characters gathered before they are written. */
const BATCH_CHARACTERS = 1 << 18;

export class Checksums {
  readonly #context: SinkContext;
  #text = '';
  #file: WholeFile | null = null;

  constructor(context: SinkContext) {
    this.#context = context;
  }

  /** `path` is below the output folder, with `/`. */
  add(path: string, sha256: string): void {
    // Two spaces: the binary flag of coreutils' format stands in the second one.
    this.#text += `${sha256}  ${path}\n`;
    if (this.#text.length >= BATCH_CHARACTERS) this.#flush();
  }

  /** The file; null when nothing was added. */
  close(): OutputFile | null {
    if (this.#text !== '') this.#flush();
    if (this.#file === null) removeStale(this.#context, this.#path);
    return this.#file?.close() ?? null;
  }

  abort(): void {
    this.#file?.abort();
  }

  get #path(): string {
    return `checksums/${shardName(this.#context.shard)}.sha256`;
  }

  #flush(): void {
    this.#file ??= new WholeFile(this.#context, this.#path);
    this.#file.write(Buffer.from(this.#text));
    this.#text = '';
  }
}
