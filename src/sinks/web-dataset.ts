/**
 * `--format webdataset`: tar files with `{id}.json` and, in a media job, `{id}.jpg` and the like behind it, in the order of
 * the records, and an index beside each.
 *
 * A shard is one tar file, or several where it would be over a size. They have their names when the last one is whole, so
 * a shard is there whole or not at all but for a kill between two renames, after which it is written again. With media they
 * are written beside the shard's journal, which says what stands in them, and outlive a kill as that does.
 */
import { hash, randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Body, BodyPlace } from '../core/body-place.js';
import { partTarName, shardName } from '../core/output-path.js';
import type { OutputFile } from '../core/protocol.js';
import { recordsOf } from '../core/record-batch.js';
import { indexLine, indexPath, type TarMember } from '../core/tar-index.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';
import { BLOCK_BYTES, fillOf, headerOf, TAR_END } from './tar-block.js';
import { removeStale, WholeFile } from './whole-file.js';

/** Bytes that are copied at once. */
const PIECE_BYTES = 1024 * 1024;

/** What a tar file gets for one record. */
interface Member {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly body: Uint8Array | Body;
}

/**
 * @param shardBytes a tar file that would be longer is ended, and the next one begun; 0: never
 * @param hasMedia whether there may be bodies that stand nowhere else, so that what is written must be kept
 */
export function webDataset(context: SinkContext, shardBytes: number, hasMedia: boolean): Sink {
  const tars: Tar[] = [];
  const reader = new Reader();
  // No other try at the shard has the same: what that has written may be read here.
  const token = hasMedia ? randomBytes(4).toString('hex') : null;

  const nextTar = (bytes: number): Tar => {
    const last = tars.at(-1);
    if (last !== undefined && (shardBytes === 0 || last.bytes + bytes + TAR_END.length <= shardBytes)) return last;
    if (last !== undefined) last.end();
    const tar = new Tar(context, tarName(context.shard, shardBytes === 0 ? null : tars.length), token, reader);
    tars.push(tar);
    return tar;
  };
  const add = (key: string, members: readonly Member[]): void => {
    nextTar(members.reduce((sum, { bytes }) => sum + spaceOf(bytes), 0)).add(key, members);
  };

  return {
    write(batch, media) {
      let index = 0;
      for (const json of recordsOf(batch)) {
        const key = batch.idOf(index++);
        const record = { name: `${key}.json`, bytes: json.length, sha256: hash('sha256', json, 'hex'), body: json };
        add(key, media ? [record, { ...media, bytes: media.body.bytes }] : [record]);
      }
    },
    close(): Promise<SinkResult> {
      // A shard without a record has a tar file too, so that its number is not missing.
      nextTar(0).end();
      const outputs: OutputFile[] = [];
      reader.close();
      for (const tar of tars) outputs.push(...tar.close());
      if (shardBytes > 0) removeOthers(context, outputs);
      return Promise.resolve({ outputs, files: tars.length, bytes: tars.reduce((sum, { bytes }) => sum + bytes, 0) });
    },
    abort() {
      reader.close();
      for (const tar of tars) tar.abort();
    },
  };
}

/** One tar file and its index. */
class Tar {
  readonly #file: WholeFile;
  readonly #index: WholeFile;
  readonly #reader: Reader;
  #lines = '';

  constructor(context: SinkContext, path: string, token: string | null, reader: Reader) {
    const keptPath = token === null ? null : join(context.outDir, partTarName(path, token));
    if (keptPath !== null) mkdirSync(dirname(keptPath), { recursive: true });
    this.#file = new WholeFile(context, path, { isHashed: false, keptPath });
    this.#index = new WholeFile(context, indexPath(path));
    this.#reader = reader;
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  add(key: string, members: readonly Member[]): void {
    const placed: TarMember[] = [];
    for (const { name, bytes, sha256, body } of members) {
      const header = headerOf(name, bytes);
      const offset = this.bytes + BLOCK_BYTES;
      placed.push({ name, offset, bytes, sha256 });
      if (body instanceof Uint8Array) this.#file.write(Buffer.concat([header, body, fillOf(bytes)]));
      else {
        const source = body.where();
        if (source instanceof Uint8Array) this.#file.write(header, source, fillOf(bytes));
        else for (const piece of this.#reader.pieces(header, source, fillOf(bytes))) this.#file.write(piece);
        body.written({ file: this.#file.tmpPath, offset, bytes });
      }
    }
    this.#lines += indexLine({ key, members: placed });
  }

  end(): void {
    this.#file.write(TAR_END);
    this.#index.write(Buffer.from(this.#lines));
    this.#lines = '';
    this.#file.end();
    this.#index.end();
  }

  close(): OutputFile[] {
    return [this.#file.close(), this.#index.close()];
  }

  abort(): void {
    this.#file.abort();
    this.#index.abort();
  }
}

/** Reads bodies out of the file that most of them are in. */
class Reader {
  readonly #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #open: { readonly file: string; readonly fd: number } | null = null;

  /** A body between what stands around it; what fits is one piece, which holds good until the next one is asked for. */
  *pieces(before: Uint8Array, { file, offset, bytes }: BodyPlace, behind: Uint8Array): Generator<Uint8Array> {
    const piece = this.#piece;
    const fd = this.#descriptor(file);
    piece.set(before);
    let filled = before.length;
    for (let at = 0; at < bytes;) {
      const step = readSync(fd, piece, filled, Math.min(PIECE_BYTES - BLOCK_BYTES - filled, bytes - at), offset + at);
      if (step === 0) throw new Error(`Expected ${bytes} bytes at ${offset} of ${file}, got ${at}.`);
      at += step;
      filled += step;
      if (filled < PIECE_BYTES - BLOCK_BYTES) continue;
      yield piece.subarray(0, filled);
      filled = 0;
    }
    piece.set(behind, filled);
    yield piece.subarray(0, filled + behind.length);
  }

  close(): void {
    if (this.#open !== null) closeSync(this.#open.fd);
    this.#open = null;
  }

  #descriptor(file: string): number {
    if (this.#open?.file === file) return this.#open.fd;
    this.close();
    this.#open = { file, fd: openSync(file, 'r') };
    return this.#open.fd;
  }
}

/** `00042.tar`, or the next one of several `00042-000.tar`. */
function tarName(shard: number, part: number | null): string {
  return `${shardName(shard)}${part === null ? '' : `-${String(part).padStart(3, '0')}`}.tar`;
}

/** Of an earlier try at the shard, whose media were more. */
function removeOthers(context: SinkContext, outputs: readonly OutputFile[]): void {
  const own = new RegExp(`^${shardName(context.shard)}(?:-\\d{3,})?\\.(?:tar|index\\.jsonl)$`);
  for (const name of readdirSync(context.outDir)) {
    if (own.test(name) && outputs.every(({ path }) => path !== name)) removeStale(context, name);
  }
}

function spaceOf(bytes: number): number {
  return BLOCK_BYTES + bytes + fillOf(bytes).length;
}
