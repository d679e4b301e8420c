/**
 * Bodies that are held in memory until it is their turn to be written into a tar file. A kill loses them, as it loses what
 * is on its way, so they are few, and not held for long: what must wait goes into the journal.
 */
import type { Body, BodyPlace } from '../core/body-place.js';
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
    const holding = new Holding(
      outcomeLine({ photoId, result }),
      buffer.subarray(0, body.length),
      this.#journal,
      (place) => {
        this.#held.splice(this.#held.indexOf(holding), 1);
        buffers.give(buffer);
        this.#onPlaced(photoId, result, place);
      },
    );
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

class Holding implements Body {
  readonly line: string;
  readonly #memory: Uint8Array;
  readonly #journal: Journal;
  readonly #onPlaced: (place: BodyPlace) => void;
  #place: BodyPlace | null = null;

  constructor(line: string, memory: Uint8Array, journal: Journal, onPlaced: (place: BodyPlace) => void) {
    this.line = line;
    this.#memory = memory;
    this.#journal = journal;
    this.#onPlaced = onPlaced;
  }

  get bytes(): number {
    return this.#memory.length;
  }

  where(): BodyPlace | Uint8Array {
    return this.#place ?? this.#memory;
  }

  written(place: BodyPlace): void {
    // What the journal has it keeps.
    if (this.#place !== null) return;
    this.#journal.addPlaced(this.line, place);
    this.#isAt(place);
  }

  /** Into the journal, whatever is written into the tar file before it. */
  putOff(): void {
    this.#isAt(this.#journal.put(this.line, this.bytes, { body: this.#memory, tempPath: null }));
  }

  #isAt(place: BodyPlace): void {
    this.#place = place;
    this.#onPlaced(place);
  }
}
