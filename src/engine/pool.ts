/** The pool of worker threads: the only file that knows Piscina. */
import { fileURLToPath } from 'node:url';
import { Piscina, type PiscinaTask, type TaskQueue } from 'piscina';
import type { DecodeReply, DecodeTask } from '../bz2/decode-task.js';
import { YfccError } from '../core/errors.js';
import { DecodeFirstQueue } from './decode-first-queue.js';
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
}

export class Pool {
  readonly #piscina: Piscina;
  #idleDeath: { readonly error: unknown } | null = null;

  constructor({ threads, tasksPerWorker }: PoolOptions) {
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
      // The default waits for tasks in a way that freezes a worker's timers and sockets between them.
      atomics: 'disabled',
    });
    // A thread that dies between two tasks has no task to fail: the next one does.
    this.#piscina.on('error', (error: unknown) => {
      this.#idleDeath ??= { error };
    });
  }

  runShard(task: ShardTask, signal: AbortSignal): Promise<ShardReply> {
    return this.#run('shard.js', task, signal) as Promise<ShardReply>;
  }

  runVerify(task: VerifyTask, signal: AbortSignal): Promise<VerifyReply> {
    return this.#run('verify.js', task, signal) as Promise<VerifyReply>;
  }

  runDecode(task: DecodeTask, signal: AbortSignal): Promise<DecodeReply> {
    return this.#run('decode.js', task, signal) as Promise<DecodeReply>;
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

  /** Stops all threads, whatever they are doing. */
  async close(): Promise<void> {
    await this.#piscina.destroy();
  }

  // The reply is what the worker file of that name is typed to give: see core/protocol.ts.
  async #run(worker: string, task: unknown, signal: AbortSignal | null = null): Promise<unknown> {
    try {
      if (this.#idleDeath !== null) throw this.#idleDeath.error;
      return await this.#piscina.run(task, { filename: `${WORKERS}${worker}`, signal });
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      throw asWorkerError(cause);
    }
  }
}

/** A thread that ended in the middle of a task is an expected failure; any other error is a bug and stays as it is. */
function asWorkerError(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new YfccError(
      'worker-died',
      `A worker thread ran out of memory: ${cause.message}. Use a smaller --shard-rows, or fewer --threads.`,
      { cause },
    );
  }
  if (/worker.*(exit|terminat)|(exit|terminat).*worker/i.test(cause.message)) {
    return new YfccError('worker-died', `A worker thread ended in the middle of its work: ${cause.message}.`, {
      cause,
    });
  }
  return cause;
}
