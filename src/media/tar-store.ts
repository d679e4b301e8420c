/**
 * Media for tar files, which are written in the order of the records.
 *
 * Those that come nearly in order, as most do, are held for the moment until it is their turn, and are written once: into
 * the tar file, whose place for them the journal notes. What must wait longer goes into the journal itself, and is copied
 * out of that when it is its turn.
 */
import { BODY_BYTES } from './body-buffers.js';
import { NOTHING } from './existing.js';
import { HeldBodies, type OnPlaced } from './held-bodies.js';
import type { Journal } from './journal.js';
import type { MediaStore, SavedMedia } from './store.js';

/** @param prior what an earlier run that came to its end has noted and put into the tar, where this one goes over it again */
export function createTarStore(
  journal: Journal,
  prior: ReadonlyMap<string, SavedMedia>,
  onPlaced: OnPlaced,
): MediaStore {
  const held = new HeldBodies(journal, onPlaced);
  return {
    known: (photoId) => journal.known.get(photoId) ?? prior.get(photoId) ?? null,
    // Nothing is looked for under final names: what there is, the journal knows.
    find: () => NOTHING,
    fileOf: (path) => path,
    pathOf: (photoId, type) => `${photoId}.${type}`,
    save(photoId, result, file) {
      if (file?.body && file.body.length <= BODY_BYTES) {
        const body = held.hold(photoId, result, file.body);
        return { result, line: body.line, body };
      }
      return journal.add(photoId, result, file);
    },
    close() {
      try {
        held.close();
      } finally {
        journal.close();
      }
    },
  };
}
