/** The pool of worker threads: the only file that knows Piscina. */
import { fileURLToPath } from 'node:url';
import { Piscina, type PiscinaTask, type TaskQueue } from 'piscina';
import type { DecodeTask, TimedDecodeReply } from '../bz2/decode-task.js';
import { messageOf, YfccError } from '../core/errors.js';
import { DecodeFirstQueue } from './decode-first-queue.js';
import { beforeEnd, isEndAwaited } from './ending-threads.js';
import { workerFlags } from './worker-flags.js';
import type {
  DatabaseReadReply,
  DatabaseReadTask,
  DatabaseWriteReply,
  DatabaseWriteTask,
  GatherReply,
  GatherTask,
  RowKeysTask,
  ShardReply,
  ShardTask,
  SideRunReply,
  SideRunTask,
  VerifyReply,
  VerifyTask,
} from '../core/protocol.js';

const WORKERS = fileURLToPath(new URL('../../workers/', import.meta.url));

export interface PoolOptions {
  readonly threads: number;
  /** Tasks that one worker may hold at once; over 1 only where tasks wait for the network. */
  readonly tasksPerWorker: number;
  /** What its threads are there for, in a word. @default 'worker' */
  readonly role?: string;
  /** Told of a thread that died between two tasks, and was replaced; without it the next task fails. */
  readonly onIdleDeath?: (text: string) => void;
  /** Told of each thread that has ended in the middle of the pool's life, by Node's id for it. */
  readonly onThreadEnd?: (threadId: number) => void;
}

/** How often a task that leaves no trace is given to another thread when its own has died. */
const MAX_AGAIN = 2;

/** Threads that may die between two tasks. */
const MAX_IDLE_DEATHS = 20;

export class Pool {
  readonly #piscina: Piscina;
  readonly #threads = new WeakSet<object>();
  /** What threads have died of, each with the end of its thread. */
  readonly #deaths = new Map<unknown, Promise<void>>();
  #idleDeaths = 0;
  #failure: { readonly error: unknown } | null = null;
  #isClosed = false;

  readonly #tasksPerWorker: number;
  readonly #role: string;
  readonly #onThreadEnd: (threadId: number) => void;

  constructor({ threads, tasksPerWorker, role = 'worker', onIdleDeath, onThreadEnd = () => {} }: PoolOptions) {
    this.#tasksPerWorker = tasksPerWorker;
    this.#role = role;
    this.#onThreadEnd = onThreadEnd;
    this.#piscina = new Piscina({
      // What a thread loads when it starts; the other files come with the first task for them, so that one that only
      // decodes loads no more.
      filename: `${WORKERS}decode.js`,
      minThreads: threads,
      maxThreads: threads,
      concurrentTasksPerWorker: tasksPerWorker,
      // Every caller bounds its own window; the queue holds what lies between window and workers.
      maxQueue: Infinity,
      // Piscina's own tasks have the file name, which its type for queues leaves out.
      taskQueue: new DecodeFirstQueue<PiscinaTask>() as unknown as TaskQueue,
      // A histogram of waiting times that nobody looks at costs the main thread a little with every task.
      recordTiming: false,
      execArgv: workerFlags(process.execArgv),
      // The default waits for tasks in a way that freezes a worker's timers and sockets between them.
      atomics: 'disabled',
    });
    // A thread that dies between two tasks has no task to fail.
    this.#piscina.on('error', (error: unknown) => {
      this.#idleDeaths++;
      if (onIdleDeath !== undefined && this.#idleDeaths <= MAX_IDLE_DEATHS)
        onIdleDeath(`A worker thread died between two tasks, and was replaced: ${messageOf(error)}.`);
      else this.#fail(asWorkerError(error, true));
    });
    // It starts one also when a task ends and others wait.
    this.#piscina.on('workerCreate', () => this.#meetThreads());
    this.#meetThreads();
  }

  runShard(task: ShardTask, signal: AbortSignal): Promise<ShardReply> {
    return this.#run('shard.js', task, signal) as Promise<ShardReply>;
  }

  runVerify(task: VerifyTask, signal: AbortSignal): Promise<VerifyReply> {
    return this.#runAgain('verify.js', task, signal) as Promise<VerifyReply>;
  }

  runDecode(task: DecodeTask, signal: AbortSignal): Promise<TimedDecodeReply> {
    return this.#runAgain('decode.js', task, signal) as Promise<TimedDecodeReply>;
  }

  /**
   * For a pool of one thread, which keeps the database open from task to task; so with the next. Such a task is short,
   * and never ended in its middle.
   */
  runDatabaseWrite(task: DatabaseWriteTask): Promise<DatabaseWriteReply> {
    return this.#run('database-write.js', task) as Promise<DatabaseWriteReply>;
  }

  runDatabaseRead(task: DatabaseReadTask): Promise<DatabaseReadReply> {
    return this.#run('database-read.js', task) as Promise<DatabaseReadReply>;
  }

  async runRowKeys(task: RowKeysTask, signal: AbortSignal): Promise<void> {
    await this.#run('row-keys.js', task, signal);
  }

  runSideRun(task: SideRunTask, signal: AbortSignal): Promise<SideRunReply> {
    return this.#run('side-run.js', task, signal) as Promise<SideRunReply>;
  }

  runGather(task: GatherTask, signal: AbortSignal): Promise<GatherReply> {
    return this.#run('gather.js', task, signal) as Promise<GatherReply>;
  }

  /** Whether every task fails from now on: none is worth being tried again. */
  get isLost(): boolean {
    return this.#failure !== null;
  }

  /** Threads from now on: those that are too many end when they find no work waiting; those that lack start with the next task. */
  setThreads(threads: number): void {
    const { options } = this.#piscina;
    options.minThreads = Math.min(options.minThreads, threads);
    options.maxThreads = threads;
    options.minThreads = threads;
  }

  get threads(): number {
    return this.#piscina.options.maxThreads;
  }

  /** Of each thread there is: Node's id, and the milliseconds that it has been busy since its start. */
  threadTimes(): { readonly id: number; readonly busyMs: number }[] {
    return this.#piscina.threads.map((thread) => ({
      id: thread.threadId,
      busyMs: thread.performance.eventLoopUtilization().active,
    }));
  }

  /** Ends one thread, whatever it is doing: its tasks fail with `worker-died`, and another one takes its place. */
  endThread(threadId: number): void {
    const thread = this.#piscina.threads.find((thread) => thread.threadId === threadId);
    if (thread !== undefined) void beforeEnd([threadId], this.#role).then(() => thread.terminate());
  }

  /** Stops all threads, whatever they are doing. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ids = this.#piscina.threads.map(({ threadId }) => threadId);
    await beforeEnd(ids, this.#role);
    await this.#piscina.destroy();
  }

  // The reply is what the worker file of that name is typed to give: see core/protocol.ts.
  async #run(worker: string, task: unknown, signal: AbortSignal | null = null): Promise<unknown> {
    try {
      if (this.#failure !== null) throw this.#failure.error;
      const filename = `${WORKERS}${worker}`;
      // A task that can be aborted has its thread for itself: to abort it, Piscina ends the thread. It would not say so
      // before, which someone may want.
      const isLeftToPiscina = signal === null || (this.#tasksPerWorker === 1 && !isEndAwaited());
      if (!isLeftToPiscina) signal.throwIfAborted();
      const running = this.#piscina.run(task, isLeftToPiscina ? { filename, signal } : { filename });
      // It may have started one for this task.
      this.#meetThreads();
      return await (isLeftToPiscina ? running : unlessAborted(running, signal));
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      const exited = this.#deaths.get(cause);
      this.#deaths.delete(cause);
      // Not before the thread is gone is what it was writing to anyone else's.
      await exited;
      if (this.#failure !== null) throw this.#failure.error;
      throw asWorkerError(cause, exited !== undefined);
    }
  }

  async #runAgain(worker: string, task: unknown, signal: AbortSignal): Promise<unknown> {
    for (let again = 0; ; again++) {
      try {
        return await this.#run(worker, task, signal);
      } catch (error) {
        if (again >= MAX_AGAIN || this.isLost || !(error instanceof YfccError) || error.code !== 'worker-died')
          throw error;
      }
    }
  }

  /**
   * Listens to the threads that it has not met: an error that ended a thread comes to its task as it is, and could not
   * be told from one of the task's own. Piscina's own listeners are in front of these, and so the replacement is there.
   */
  #meetThreads(): void {
    for (const thread of this.#piscina.threads) {
      if (this.#threads.has(thread)) continue;
      this.#threads.add(thread);
      const exited = new Promise<void>((resolve) => void thread.once('exit', () => resolve()));
      let reason: string | null = null;
      const { threadId } = thread;
      thread.once('error', (error: unknown) => {
        reason = messageOf(error);
        this.#deaths.set(error, exited);
      });
      thread.once('exit', (code: number) => {
        if (this.#isClosed || this.isLost) return;
        this.#onThreadEnd(threadId);
        this.#meetThreads();
        if (this.#piscina.threads.length === 0) this.#giveUp(reason ?? `worker exited with code: ${code}`);
      });
    }
  }

  /** Piscina starts no more threads when one has died while it started: what waits would wait for ever. */
  #giveUp(reason: string): void {
    this.#fail(new YfccError('worker-died', `All worker threads have died, and no other could start: ${reason}.`));
    void this.#piscina.destroy();
  }

  /** From now on every task fails with this. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
  }
}

/** Waits no longer when the signal aborts; the task goes on until the pool is closed, which follows. */
async function unlessAborted(running: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  // What becomes of it when nobody waits any more is nobody's news.
  running.catch(() => {});
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = (): void => reject(signal.reason);
  });
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([running, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A thread that ended in the middle of a task is an expected failure; any other error is a bug and stays as it is. */
function asWorkerError(cause: unknown, hasDied: boolean): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new YfccError(
      'worker-died',
      `A worker thread ran out of memory: ${cause.message}. Use a smaller --shard-rows, or fewer --threads.`,
      { cause },
    );
  }
  if (hasDied || /worker.*(exit|terminat)|(exit|terminat).*worker/i.test(cause.message)) {
    return new YfccError('worker-died', `A worker thread ended in the middle of its work: ${cause.message}.`, {
      cause,
    });
  }
  return cause;
}
