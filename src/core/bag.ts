/**
 * Items in no order, to which many come and from which they soon go.
 *
 * A `Set` is no place for them: when V8 makes it anew, which it does every few items, the old table still leads to the new
 * one and to all that was in it, so that each short-lived item ends up in the heap's old part.
 */

/** An item knows where it is. */
export interface BagItem {
  /** The bag's own. @default -1, in none */
  place: number;
}

export class Bag<T extends BagItem> {
  #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item is in no bag yet. */
  add(item: T): void {
    item.place = this.#items.push(item) - 1;
  }

  /** Does nothing when the item is not in it. */
  delete(item: T): void {
    const { place } = item;
    if (this.#items[place] !== item) return;
    const last = this.#items.pop();
    if (last !== undefined && last !== item) {
      this.#items[place] = last;
      last.place = place;
    }
    item.place = -1;
  }

  /** A list of them, which stays as it is. */
  list(): readonly T[] {
    return [...this.#items];
  }

  clear(): void {
    for (const item of this.#items) item.place = -1;
    this.#items = [];
  }
}
