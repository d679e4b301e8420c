/**
 * Bodies that are held in memory until it is their turn to be written into a tar file. A kill loses them, as it loses what
 * is on its way, so they are few, and not held for long: what must wait goes into the journal.
 */
import type { Body, BodyPlace, HeldBody } from '../core/body-place.js';
import { outcomeLine } from '../core/outcome-line.js';
import type { MediaResult } from '../core/outcome.js';
import { createBodyBuffers } from './body-buffers.js';
import type { Journal } from './journal.js';

/** About as many as come at once over a thread's share of the connections. */
const MOST_HELD = 16;
const HELD_MS = 250;

/** A thread keeps them from one shard to the next. */
const buffers = createBodyBuffers();

/** Told where a file's bytes are, as soon as they are in a file. */
export type OnPlaced = (photoId: string, result: MediaResult, place: BodyPlace) => void;

export class HeldBodies {
  readonly #journal: Journal;
  readonly #onPlaced: OnPlaced;
  /** In the order in which they came. */
  readonly #held: Holding[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(journal: Journal, onPlaced: OnPlaced) {
    this.#journal = journal;
    this.#onPlaced = onPlaced;
  }

  /** Copies a body of at most `BODY_BYTES`. Throws the system's error when an earlier one can't be written into the journal. */
  hold(photoId: string, result: MediaResult, body: Uint8Array): Body & { readonly line: string } {
    if (this.#held.length >= MOST_HELD) this.#held[0]?.putOff();
    const buffer = buffers.take();
    buffer.set(body);
    const holding = new Holding(photoId, result, buffer.subarray(0, body.length), this.#journal, (place) => {
      this.#held.splice(this.#held.indexOf(holding), 1);
      buffers.give(buffer);
      this.#onPlaced(photoId, result, place);
    });
    this.#held.push(holding);
    this.#timer ??= setTimeout(() => this.#putOffLater(), HELD_MS).unref();
    return holding;
  }

  /** Puts all into the journal; throws the system's error when it can't be written. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#putOffAll();
  }

  #putOffAll(): void {
    // Each leaves the list.
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) first.putOff();
  }

  #putOffLater(): void {
    this.#timer = null;
    try {
      this.#putOffAll();
    } catch {
      // The next one that can't be written either tells of it.
      this.#timer = setTimeout(() => this.#putOffLater(), HELD_MS).unref();
    }
  }
}

class Holding implements Body, HeldBody {
  readonly line: string;
  readonly memory: Uint8Array;
  readonly #photoId: string;
  readonly #result: MediaResult;
  readonly #journal: Journal;
  readonly #onWritten: (place: BodyPlace) => void;
  #place: BodyPlace | null = null;

  constructor(
    photoId: string,
    result: MediaResult,
    memory: Uint8Array,
    journal: Journal,
    onWritten: (place: BodyPlace) => void,
  ) {
    this.line = outcomeLine({ photoId, result });
    this.memory = memory;
    this.#photoId = photoId;
    this.#result = result;
    this.#journal = journal;
    this.#onWritten = onWritten;
  }

  get bytes(): number {
    return this.memory.length;
  }

  where(): BodyPlace | HeldBody {
    return this.#place ?? this;
  }

  written(place: BodyPlace): void {
    this.#journal.addPlaced(this.line, place);
    this.#isAt(place);
  }

  /** Into the journal, whatever is written into the tar file before it. */
  putOff(): void {
    const { body } = this.#journal.add(this.#photoId, this.#result, { body: this.memory, tempPath: null });
    const place = body?.where();
    if (place && 'file' in place) this.#isAt(place);
  }

  #isAt(place: BodyPlace): void {
    this.#place = place;
    this.#onWritten(place);
  }
}
