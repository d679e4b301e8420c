/** `--format jsonl`: a record a line, a file a shard, gzipped on request. */
import { once } from 'node:events';
import { createGzip, type Gzip } from 'node:zlib';
import { shardName } from '../core/output-path.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/** Bytes gathered before they are written. */
const BATCH_BYTES = 1 << 18;

/** A sink that compresses at `gzipLevel`, unless it is null. */
export function jsonLines(context: SinkContext, gzipLevel: number | null): Sink {
  const file = new WholeFile(context, `meta/${shardName(context.shard)}.jsonl${gzipLevel === null ? '' : '.gz'}`);
  const compressor = gzipLevel === null ? null : new Compressor(file, gzipLevel);
  const put = (bytes: Uint8Array): Promise<void> | void =>
    compressor === null ? file.write(bytes) : compressor.write(bytes);
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  const flush = (): Promise<void> | void => {
    const bytes = Buffer.concat(gathered);
    gathered = [];
    gatheredBytes = 0;
    return put(bytes);
  };
  return {
    write({ bytes }) {
      if (gatheredBytes === 0 && bytes.length >= BATCH_BYTES) return put(bytes);
      gathered.push(bytes.slice());
      gatheredBytes += bytes.length;
      if (gatheredBytes >= BATCH_BYTES) return flush();
    },
    async close(): Promise<SinkResult> {
      if (gatheredBytes > 0) await flush();
      await compressor?.close();
      const output = file.close();
      return { outputs: [output], files: 1, bytes: output.bytes };
    },
    abort() {
      compressor?.abort();
      file.abort();
    },
  };
}

/** One gzip member into a file; the bytes depend on the text and on nothing else (the header has no time). */
class Compressor {
  readonly #gzip: Gzip;
  #failure: unknown = null;

  constructor(file: WholeFile, level: number) {
    this.#gzip = createGzip({ level });
    this.#gzip.on('data', (bytes: Uint8Array) => {
      try {
        file.write(bytes);
      } catch (error) {
        this.#failure ??= error;
        this.#gzip.destroy();
      }
    });
    this.#gzip.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /** Waits until the bytes are compressed, so that no more than a batch is ever held. */
  async write(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#gzip.write(bytes, () => resolve());
    });
    this.#check();
  }

  async close(): Promise<void> {
    this.#gzip.end();
    if (!this.#gzip.destroyed) await once(this.#gzip, 'close');
    this.#check();
  }

  abort(): void {
    this.#gzip.destroy();
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
