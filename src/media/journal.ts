/**
 * The journal of a shard under way, `.yfcc.part/00042`: what became of each wanted file, added when it is known, so that a
 * shard that was cut short is gone on with where it was.
 *
 * One frame a file: its outcome as a line of JSON, and behind it, in a journal with bodies, the bytes of a file that came; or
 * in the line the place that they have in a tar file beside the journal, where they stand already. A frame with a body is
 * one write, frames without bodies are gathered for some milliseconds. What a kill or a power cut left behind the last whole
 * frame is cut off when it is opened again.
 */
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { bodyAt, type BodyPlace } from '../core/body-place.js';
import type { MediaResult } from '../core/outcome.js';
import { outcomeLine, parseOutcomeLine, type NamedResult } from '../core/outcome-line.js';
import { writeParts } from '../files/write-parts.js';
import { rangeDigest } from '../files/range-digest.js';
import { parsePlacedLine, placedLine, PlacedBodies, removeOtherTars } from './placed-line.js';
import type { KeptFile, SavedMedia } from './store.js';

const PIECE_BYTES = 1024 * 1024;
const LF = 10;

/** Lines are gathered up to so many characters, and no longer than this. */
const LINES_CHARACTERS = 16_384;
const FLUSH_MS = 50;

export interface Journal {
  /** What earlier runs have added, by photo id. */
  readonly known: ReadonlyMap<string, SavedMedia>;
  /** Throws the system's error when it can't be written. */
  add(photoId: string, result: MediaResult, file: KeptFile | null): SavedMedia;
  /** The same for the line of an outcome that is made already, in a journal with bodies: where these are. */
  put(line: string, bytes: number, file: KeptFile): BodyPlace;
  /** Adds one whose bytes stand in a tar file beside the journal; `line` is that of its outcome. Throws as `add`. */
  addPlaced(line: string, place: BodyPlace): void;
  close(): void;
}

/** Opens a journal, made if it is not there; with bodies, each is checked by its SHA-256. Throws the system's error. */
export function openJournal(path: string, hasBodies: boolean): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'a+');
  const known = new Map<string, SavedMedia>();
  let size = 0;
  let lines = '';
  let timer: NodeJS.Timeout | null = null;
  const tars = new PlacedBodies(path);
  try {
    for (const { photoId, result, line, place, isLost, end } of readFrames(fd, path, hasBodies, tars)) {
      size = end;
      if (isLost) continue;
      // A copy of what stands in a tar file is noted, or all tries at a shard would be kept for the first one's sake.
      const written = place === null || place.file === path ? undefined : (to: BodyPlace) => addPlaced(line, to);
      known.set(photoId, { result, line, body: place && bodyAt(place, written) });
    }
    ftruncateSync(fd, size);
    if (hasBodies) removeOtherTars(path, known.values());
  } catch (error) {
    closeSync(fd);
    throw error;
  } finally {
    tars.close();
  }

  function append(parts: readonly Uint8Array[]): void {
    writeParts(fd, parts);
    for (const { length } of parts) size += length;
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const text = lines;
    lines = '';
    if (text !== '') whole(() => append([Buffer.from(text)]));
  }

  /** Writes all of a frame or nothing, so that what is added after it is not behind half a frame. */
  function whole(write: () => void): void {
    const start = size;
    try {
      write();
    } catch (error) {
      ftruncateSync(fd, start);
      size = start;
      throw error;
    }
  }

  /** Of lines alone many are one write: what a kill takes with them is found by the files themselves. */
  function addLine(line: string): void {
    lines += line;
    if (lines.length >= LINES_CHARACTERS) flush();
    // What can't be written then can't be at the next line either, which is where it is told.
    else timer ??= setTimeout(() => tryFlush(), FLUSH_MS).unref();
  }

  function tryFlush(): void {
    const text = lines;
    try {
      flush();
    } catch {
      lines = text;
    }
  }

  function addPlaced(line: string, place: BodyPlace): void {
    whole(() => append([Buffer.from(placedLine(line, place))]));
  }

  function put(line: string, bytes: number, file: KeptFile | null): BodyPlace {
    const head = Buffer.from(line);
    const offset = size + head.length;
    whole(() => {
      append(file?.body ? [head, file.body] : [head]);
      if (file?.tempPath) appendFile(file.tempPath);
    });
    return { file: path, offset, bytes };
  }

  function appendFile(file: string): void {
    const from = openSync(file, 'r');
    try {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      for (;;) {
        const bytes = readSync(from, piece, 0, PIECE_BYTES, null);
        if (bytes === 0) return;
        append([piece.subarray(0, bytes)]);
      }
    } finally {
      closeSync(from);
    }
  }

  return {
    known,
    add(photoId, result, file) {
      const line = outcomeLine({ photoId, result });
      if (!hasBodies) {
        addLine(line);
        return { result, line, body: null };
      }
      const place = put(line, result.bytes, file);
      return { result, line, body: file && bodyAt(place) };
    },
    put,
    addPlaced,
    close() {
      flush();
      closeSync(fd);
    },
  };
}

interface Frame extends NamedResult {
  readonly line: string;
  readonly place: BodyPlace | null;
  /** Its bytes were in a tar file, and are gone. */
  readonly isLost: boolean;
  /** Where the next one begins. */
  readonly end: number;
}

/** The whole frames from the first on, up to what is none. */
function* readFrames(fd: number, path: string, hasBodies: boolean, tars: PlacedBodies): Generator<Frame> {
  const { size } = fstatSync(fd);
  let at = 0;
  let ahead: Buffer = Buffer.alloc(0); // bytes of the file from `at` on
  while (at < size) {
    let newline = ahead.indexOf(LF);
    if (newline < 0) {
      ahead = readPiece(fd, at);
      newline = ahead.indexOf(LF);
    }
    const text = newline < 0 ? '' : ahead.toString('utf8', 0, newline + 1);
    const placed = hasBodies ? parsePlacedLine(text) : null;
    const line = placed?.line ?? text;
    const named: NamedResult | null = parseOutcomeLine(line);
    if (named === null) return;
    const { photoId, result } = named;
    const { bytes, sha256 } = result;
    const bodyBytes = hasBodies && placed === null && result.outcome === 'ok' ? bytes : 0;
    const offset = at + newline + 1;
    let place: BodyPlace | null = bodyBytes === 0 ? null : { file: path, offset, bytes };
    if (offset + bodyBytes > size || (place !== null && rangeDigest(fd, offset, bytes) !== sha256)) return;
    ahead = bodyBytes > 0 ? Buffer.alloc(0) : ahead.subarray(newline + 1);
    at = offset + bodyBytes;
    if (placed !== null) place = tars.find(placed, bytes, sha256);
    // What is lost of a tar file says nothing of the frames behind.
    yield { photoId, result, line, place, isLost: placed !== null && place === null, end: at };
  }
}

function readPiece(fd: number, offset: number): Buffer {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  return piece.subarray(0, readSync(fd, piece, 0, PIECE_BYTES, offset));
}
