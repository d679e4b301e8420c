/**
 * The main thread and every worker thread, as Node's inspector reaches them. A worker needs no code for it: messages
 * come to it between any two steps of what it does, also in a loop that never ends, and in front of its first line.
 */
import { Session } from 'node:inspector';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/** A thread that answers messages of the inspector's protocol. */
export interface InspectedThread {
  /** Node's number of it; 0 is the main one. */
  readonly threadId: number;
  /** As it was given to the thread when it was made; empty when none was. */
  readonly name: string;
  /** Rejects when the thread refuses it, or has ended before its answer. */
  post(method: string, params?: object): Promise<unknown>;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** As the inspector's protocol has them, in JSON. */
interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

class InspectedWorker implements InspectedThread {
  readonly threadId: number;
  readonly name: string;
  readonly #send: (message: string, onError: (error: Error) => void) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #hasEnded = false;

  constructor(threadId: number, name: string, send: (message: string, onError: (error: Error) => void) => void) {
    this.threadId = threadId;
    this.name = name;
    this.#send = send;
  }

  post(method: string, params: object = {}): Promise<unknown> {
    if (this.#hasEnded) return Promise.reject(endedError(this.threadId));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send(JSON.stringify({ id, method, params }), (error) => {
        this.#waiting.delete(id);
        reject(error);
      });
    });
  }

  receive({ id = 0, result, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  end(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(endedError(this.threadId));
    this.#waiting.clear();
  }
}

function endedError(threadId: number): Error {
  return new Error(`Thread ${threadId} has ended.`);
}

/** All threads of this process that start from now on, and the main one. */
export class InspectedThreads {
  readonly #session = new Session();
  readonly #workers = new Map<string, InspectedWorker>();
  /** Those that were made, and are not told of yet. */
  readonly #starting = new Set<number>();
  readonly #onWorker = (worker: Worker): void => {
    const { threadId } = worker;
    this.#starting.add(threadId);
    worker.once('exit', () => this.#starting.delete(threadId));
  };
  /** The thread that calls this, which must be the one that starts the others. */
  readonly main: InspectedThread = {
    threadId: 0,
    name: 'main',
    post: (method, params) => this.#post(method, params),
  };

  /** `onStart` is called for a worker before it runs: what is posted in this call comes to it first. */
  constructor(onStart: (thread: InspectedThread) => void) {
    this.#session.connect();
    this.#session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      const { threadId, name } = readTitle(workerInfo.title);
      this.#starting.delete(threadId);
      const worker = new InspectedWorker(threadId, name, (message, onError) => {
        this.#session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, (error) => {
          if (error !== null) onError(error);
        });
      });
      this.#workers.set(sessionId, worker);
      try {
        onStart(worker);
      } finally {
        // It has been waiting for this since it was made.
        worker.post('Runtime.runIfWaitingForDebugger').catch(() => {});
      }
    });
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
      // What the inspector sends is as its protocol says.
      this.#workers.get(sessionId)?.receive(JSON.parse(message) as Reply);
    });
    this.#session.on('NodeWorker.detachedFromWorker', ({ params: { sessionId } }) => {
      this.#workers.get(sessionId)?.end();
      this.#workers.delete(sessionId);
    });
  }

  /** Fulfilled when every thread that starts from now on is told of. */
  async open(): Promise<void> {
    process.on('worker', this.#onWorker);
    await this.#post('NodeWorker.enable', { waitForDebuggerOnStart: true });
  }

  /** Lets go of all threads, which go on. */
  async close(): Promise<void> {
    // A worker that has not been told of yet would wait for its first message for ever. Node says that one was made a
    // moment later, so this looks behind that.
    do await setImmediate();
    while (this.#starting.size > 0);
    process.off('worker', this.#onWorker);
    this.#session.disconnect();
    for (const worker of this.#workers.values()) worker.end();
    this.#workers.clear();
  }

  #post(method: string, params: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#session.post(method, params, (error, result) => (error === null ? resolve(result) : reject(error)));
    });
  }
}

/** Node calls a worker `[worker 3]`, with a name of its own behind that where it was given one. */
function readTitle(title: string): { readonly threadId: number; readonly name: string } {
  const [, id, name = ''] = /^\[worker (\d+)\](?: (.*))?$/s.exec(title) ?? [];
  return { threadId: Number(id), name };
}
