/** The pool's queue: tasks that decode go first, since the others wait for their text. */

/** What the pool asks of a queue, of tasks that have the file name of their worker. */
export class DecodeFirstQueue<Task extends { readonly filename: string }> {
  readonly #decode: Task[] = [];
  readonly #others: Task[] = [];

  get size(): number {
    return this.#decode.length + this.#others.length;
  }

  shift(): Task | null {
    return this.#decode.shift() ?? this.#others.shift() ?? null;
  }

  push(task: Task): void {
    this.#queueOf(task).push(task);
  }

  remove(task: Task): void {
    const queue = this.#queueOf(task);
    const index = queue.indexOf(task);
    if (index >= 0) queue.splice(index, 1);
  }

  #queueOf({ filename }: Task): Task[] {
    return filename.endsWith('/decode.js') ? this.#decode : this.#others;
  }
}
