/** A frame of a journal without its bytes: they stand in a tar file beside it, or where that has got its name by now. */
import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BodyPlace } from '../core/body-place.js';
import { codeOf } from '../core/errors.js';
import { finalTarName } from '../core/output-path.js';
import { rangeDigest } from '../files/range-digest.js';
import type { SavedMedia } from './store.js';

/** Behind all fields of an outcome; quotes within a field are escaped, so nothing else looks like it. */
const PLACE = /,"tar":"([^"]+)","offset":(\d+)\}\n$/;

/** The line of an outcome with the place of its bytes in it. */
export function placedLine(line: string, { file, offset }: BodyPlace): string {
  return `${line.slice(0, -2)},"tar":${JSON.stringify(basename(file))},"offset":${offset}}\n`;
}

export interface PlacedLine {
  /** Of the outcome alone. */
  readonly line: string;
  /** The file's name when it was noted. */
  readonly tar: string;
  readonly offset: number;
}

/** Null for a line without a place. */
export function parsePlacedLine(text: string): PlacedLine | null {
  const [place, tar, offset] = PLACE.exec(text) ?? [];
  if (place === undefined || tar === undefined) return null;
  return { line: `${text.slice(0, -place.length)}}\n`, tar, offset: Number(offset) };
}

/** The tar files that the lines of one journal name. */
export class PlacedBodies {
  readonly #folder: string;
  /** Null: it is not there. */
  readonly #open = new Map<string, number | null>();

  constructor(journalPath: string) {
    this.#folder = dirname(journalPath);
  }

  /** Where the bytes are now; null where they are not what they should be. Throws the system's error when they can't be read. */
  find({ tar, offset }: PlacedLine, bytes: number, sha256: string | null): BodyPlace | null {
    // A kill may have come behind its last rename: then it has its final name, in the folder above.
    for (const file of [join(this.#folder, tar), join(this.#folder, '..', finalTarName(tar))]) {
      const fd = this.#descriptor(file);
      if (fd !== null && rangeDigest(fd, offset, bytes) === sha256) return { file, offset, bytes };
    }
    return null;
  }

  close(): void {
    for (const fd of this.#open.values()) if (fd !== null) closeSync(fd);
  }

  #descriptor(file: string): number | null {
    let fd = this.#open.get(file);
    if (fd === undefined) {
      fd = openIfThere(file);
      this.#open.set(file, fd);
    }
    return fd;
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Removes the tar files of earlier tries at a journal's shard out of which nothing is needed any more. */
export function removeOtherTars(journalPath: string, known: Iterable<SavedMedia>): void {
  const needed = new Set<string>();
  for (const { body } of known) {
    const place = body?.where();
    if (place && 'file' in place) needed.add(place.file);
  }
  const folder = dirname(journalPath);
  const own = new RegExp(`^${basename(journalPath)}(?:-\\d+)?\\.[0-9a-f]{8}\\.tar$`);
  for (const name of readdirSync(folder))
    if (own.test(name) && !needed.has(join(folder, name))) rmSync(join(folder, name), { force: true });
}
