/** `outcomes/00042.jsonl`: what became of each wanted media file of a shard, a line each, in the order of the records. */
import { shardName } from '../core/output-path.js';
import type { OutputFile } from '../core/protocol.js';
import type { SinkContext } from './sink.js';
import { removeStale, WholeFile } from './whole-file.js';

/** Characters gathered before they are written. */
const BATCH_CHARACTERS = 1 << 16;

export class OutcomeLog {
  readonly #context: SinkContext;
  #text = '';
  #file: WholeFile | null = null;

  constructor(context: SinkContext) {
    this.#context = context;
  }

  /** A line as `outcomeLine` makes it. */
  add(line: string): void {
    this.#text += line;
    if (this.#text.length >= BATCH_CHARACTERS) this.#flush();
  }

  /** The file; null when no media were wanted. */
  close(): OutputFile | null {
    if (this.#text !== '') this.#flush();
    if (this.#file === null) removeStale(this.#context, this.#path);
    return this.#file?.close() ?? null;
  }

  abort(): void {
    this.#file?.abort();
  }

  get #path(): string {
    return `outcomes/${shardName(this.#context.shard)}.jsonl`;
  }

  #flush(): void {
    this.#file ??= new WholeFile(this.#context, this.#path);
    this.#file.write(Buffer.from(this.#text));
    this.#text = '';
  }
}
