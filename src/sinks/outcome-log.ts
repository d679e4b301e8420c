/** `outcomes/00042.jsonl`: the media of a shard that did not come, a line each, with the cause. */
import type { MediaResult } from '../core/outcome.js';
import type { OutputFile } from '../core/protocol.js';
import { shardName, type SinkContext } from './sink.js';
import { removeStale, WholeFile } from './whole-file.js';

export class OutcomeLog {
  readonly #context: SinkContext;
  #file: WholeFile | null = null;

  constructor(context: SinkContext) {
    this.#context = context;
  }

  /** Notes what is not `ok`, nor there already. */
  add(photoId: string, result: MediaResult): void {
    if (result.outcome === 'ok' || result.outcome === 'skipped') return;
    this.#file ??= new WholeFile(this.#context, this.#path);
    const { outcome, url, status, attempts, milliseconds, detail } = result;
    const line = { photo_id: photoId, outcome, url, status, attempts, milliseconds, detail };
    this.#file.write(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  /** The file; null when all media came. */
  close(): OutputFile | null {
    if (this.#file === null) removeStale(this.#context, this.#path);
    return this.#file?.close() ?? null;
  }

  abort(): void {
    this.#file?.abort();
  }

  get #path(): string {
    return `outcomes/${shardName(this.#context.shard)}.jsonl`;
  }
}
