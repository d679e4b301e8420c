/** Sets of ids and of hashes, made from texts. */
import { KeyList } from '../../src/core/key-list.js';
import type { KeySet } from '../../src/core/key-set.js';
import { readHash, readId, type HashSet } from '../../src/core/photo-key.js';

/** A set of ids, each a plain number. */
export function idsOf(ids: readonly string[]): KeySet {
  const list = new KeyList(2);
  const words = new Uint32Array(2);
  for (const id of ids) {
    if (!readId(Buffer.from(id), 0, id.length, words)) throw new Error(`no id: ${id}`);
    list.add(words[0] ?? 0, words[1] ?? 0, 0, 0);
  }
  return list.toSet();
}

/** A set of hashes, each of up to 32 hex digits. */
export function hashesOf(hashes: readonly string[]): HashSet {
  const lists = { whole: new KeyList(4), short: new KeyList(4) };
  const words = new Uint32Array(4);
  for (const hash of hashes) {
    const length = readHash(Buffer.from(hash), 0, hash.length, words);
    if (length === null) throw new Error(`no hash: ${hash}`);
    lists[length].add(words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0);
  }
  return { whole: lists.whole.toSet(), short: lists.short.toSet() };
}
