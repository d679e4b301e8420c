/**
 * Draws the plots of a run in a thread of its own. Loading the library takes 0.4 s of a core, in which the main thread
 * would hand out no work; and in the thread it is done by the time the job ends.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerFlags } from '../engine/worker-flags.js';
import type { RunFigures } from './run-page.js';
import type { RunReport } from './run-report.js';

export class FiguresDrawer {
  readonly #thread: Worker;
  /** Of a thread that could not even load. */
  #error: unknown = null;

  /** The thread begins to load; it keeps no process from ending. */
  constructor() {
    this.#thread = new Worker(new URL('figures-thread.js', import.meta.url), {
      execArgv: workerFlags(process.execArgv),
    });
    this.#thread.unref();
    this.#thread.on('error', (error) => (this.#error = error));
  }

  /** Once; null where the run was too short for any plot. Rejects with what the thread died of. */
  async draw(report: RunReport): Promise<RunFigures | null> {
    if (this.#error !== null) throw this.#error;
    this.#thread.ref();
    const answered = once(this.#thread, 'message');
    this.#thread.postMessage(report);
    const [figures] = await answered;
    return figures;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
