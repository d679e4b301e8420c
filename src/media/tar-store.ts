/** Media for tar files: kept in the journal until the shard's tar is written, in the order of the records. */
import { NOTHING } from './existing.js';
import type { Journal } from './journal.js';
import type { MediaStore, SavedMedia } from './store.js';

/** @param prior what an earlier run that came to its end has noted and put into the tar, where this one goes over it again */
export function createTarStore(journal: Journal, prior: ReadonlyMap<string, SavedMedia>): MediaStore {
  return {
    known: (photoId) => journal.known.get(photoId) ?? prior.get(photoId) ?? null,
    // Nothing is looked for under final names: what there is, the journal knows.
    find: () => NOTHING,
    fileOf: (path) => path,
    pathOf: (photoId, type) => `${photoId}.${type}`,
    save: (photoId, result, file) => journal.add(photoId, result, file),
    close: () => journal.close(),
  };
}
