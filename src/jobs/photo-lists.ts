/** The lists of photos that a filter takes from files, read into memory that all threads share. */
import { YfccError } from '../core/errors.js';
import { NO_FILTER } from '../core/filter.js';
import { KeyList, MAX_KEYS } from '../core/key-list.js';
import type { KeySet } from '../core/key-set.js';
import { readHash, readId, type HashSet } from '../core/photo-key.js';
import { gunzip } from '../engine/gunzip.js';
import { openSource } from '../engine/source.js';
import { untar } from '../engine/untar.js';
import { decodeAlone } from './decoded-text.js';
import { HASH_LIST, ID_LIST, ListParser, type ListForm, type TakeKey } from './list-parser.js';
import type { ResolvedRun } from './run-options.js';

interface Reading {
  /** Ends the reading. */
  readonly signal: AbortSignal;
  readonly onWarning: (text: string) => void;
}

/** The same job with the lists of `--ids` and `--hashes` in its filter. Throws `bad-input` for a file that is no such list. */
export async function withPhotoLists(resolved: ResolvedRun, reading: Reading): Promise<ResolvedRun> {
  const { ids, hashes, threads } = resolved;
  if (ids.length + hashes.length === 0) return resolved;
  const read = (form: ListForm, files: readonly string[], take: TakeKey): Promise<void> =>
    readLists(form, files, take, { ...reading, threads });
  const filter = {
    ...(resolved.filter ?? NO_FILTER),
    ids: ids.length === 0 ? null : await readIds((take) => read(ID_LIST, ids, take)),
    hashes: hashes.length === 0 ? null : await readHashes((take) => read(HASH_LIST, hashes, take)),
  };
  return { ...resolved, filter };
}

type Read = (take: TakeKey) => Promise<void>;

async function readIds(read: Read): Promise<KeySet> {
  const list = new KeyList(2);
  const words = new Uint32Array(2);
  await read((text, from, end) => {
    if (!readId(text, from, end, words)) return false;
    return list.add(words[0] ?? 0, words[1] ?? 0, 0, 0) || refuseMore();
  });
  return list.toSet();
}

async function readHashes(read: Read): Promise<HashSet> {
  const lists = { whole: new KeyList(4), short: new KeyList(4) };
  const words = new Uint32Array(4);
  await read((text, from, end) => {
    const length = readHash(text, from, end, words);
    if (length === null) return false;
    return lists[length].add(words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0) || refuseMore();
  });
  return { whole: lists.whole.toSet(), short: lists.short.toSet() };
}

function refuseMore(): never {
  throw new YfccError(
    'bad-input',
    `Expected lists of at most ${MAX_KEYS} photos that fit into memory, got more. The dataset has 100,000,000.`,
  );
}

async function readLists(
  form: ListForm,
  files: readonly string[],
  take: TakeKey,
  options: Reading & { readonly threads: number },
): Promise<void> {
  for (const file of files) {
    const { path, text } = await openList(form, file, options);
    const parser = new ListParser(form, path, take);
    for await (const chunk of text) {
      options.signal.throwIfAborted();
      parser.push(chunk);
    }
    parser.end();
  }
}

interface OpenedList {
  readonly path: string;
  readonly text: AsyncIterable<Uint8Array>;
}

async function openList(
  form: ListForm,
  file: string,
  { threads, onWarning }: Reading & { readonly threads: number },
): Promise<OpenedList> {
  const source = await openSource(form.name, file);
  const { path, bytes } = source;
  const opened = source.open(0);
  switch (source.form) {
    case 'bz2': {
      const size = bytes === null ? {} : { size: bytes };
      const decoded = decodeAlone(opened.compressed, path, { threads, wantsNewlines: false, onWarning, ...size });
      return { path, text: textOf(decoded) };
    }
    case 'gz':
      return { path, text: untar(gunzip(opened.chunks(), path), path) };
    case 'sqlite':
      throw new YfccError('bad-input', `Expected ${path} to be a list, got a SQLite database.`, { file: path });
    case 'plain':
      return { path, text: opened.chunks() };
  }
}

/** Each piece holds good until the next is asked for. */
async function* textOf(decoded: ReturnType<typeof decodeAlone>): AsyncGenerator<Uint8Array> {
  for await (const { pieces } of decoded)
    for (const { slab, start, length } of pieces) yield slab.bytes.subarray(start, start + length);
}
