/** The functions of two builds, measured by turns: each build in a process of its own, which stays warm between its turns. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { microLines, type Line } from './compare-lines.js';
import type { MicroReply, MicroTask } from './micro-child.js';

/** Below a checkout. */
export const MICRO_SCRIPT = 'dist/bench/micro-child.js';

const ROWS = 1000;

/** Processes that measure functions, one a build. */
export interface MicroBuilds {
  /** The functions that all builds have. */
  readonly names: readonly string[];
  /** One function of one build. */
  readonly measure: (side: number, task: MicroTask) => Promise<readonly Line[]>;
  readonly close: () => void;
}

/** Starts a process for each checkout in `dirs`. */
export async function openMicroBuilds(dirs: readonly string[]): Promise<MicroBuilds> {
  const children = dirs.map((dir) => fork(join(dir, MICRO_SCRIPT), [String(ROWS)], { cwd: dir }));
  const close = (): void => {
    for (const child of children) if (child.connected) child.disconnect();
  };
  try {
    const replies = await Promise.all(children.map(replyOf));
    const [first = [], ...others] = replies.map((reply) => (reply.kind === 'ready' ? reply.names : []));
    const measure = async (side: number, task: MicroTask): Promise<readonly Line[]> => {
      const child = children[side];
      if (child === undefined) throw new RangeError(`Expected one of ${children.length} builds, got ${side}.`);
      child.send(task);
      const reply = await replyOf(child);
      return reply.kind === 'measured' ? microLines({ functions: [reply.result] }) : [];
    };
    return { names: first.filter((name) => others.every((names) => names.includes(name))), measure, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The next thing it says. Throws when it ends instead. */
async function replyOf(child: ChildProcess): Promise<MicroReply> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    return await Promise.race([
      // A border: the child says nothing else.
      once(child, 'message', { signal }).then(([reply]) => reply as MicroReply),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`Expected ${child.spawnargs.join(' ')} to measure, got its end with ${String(code)}.`);
      }),
    ]);
  } finally {
    stop.abort();
  }
}
