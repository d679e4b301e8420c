/**
 * Gives a shard whose thread died to another thread, and finds the row that it dies of.
 *
 * The first try goes through by the batch, so all that its death tells is that the row is among the rest. Each try
 * behind it goes row by row. A row that was the one in hand at five deaths is set aside: the worker makes it a reject.
 * Fewer prove little, since a thread may die of something else just then, such as the other shard that it has; and what
 * goes on behind rows whose media are there begins with the same row again.
 */
import { YfccError } from '../core/errors.js';
import type { ShardReply, ShardTask } from '../core/protocol.js';
import { readPulse, type RowSpan } from '../core/pulse.js';
import type { HangWatch } from './hang-watch.js';

/**
 * How often a shard is given out again without a row being found, nor another shard finished: a thread has two shards in
 * a media job, and most that are under way when one dies have no part in it.
 */
const MAX_AGAIN = 6;

/** Of rows that do no harm, one of a thousand was in hand at two, where threads died at each 26th picture. */
const DEATHS_OF_A_ROW = 5;

/** Rows that are set aside of one shard: where more kill, it is not the rows. */
const MAX_SET_ASIDE = 10;

/** Deaths without a shard being finished, over all shards: what one shard may cost at most. */
const MAX_IN_A_ROW = 1 + DEATHS_OF_A_ROW * MAX_SET_ASIDE + MAX_AGAIN;

type NewTask = Omit<ShardTask, 'pulse' | 'isRowByRow' | 'setAside'>;

export interface ShardTriesOptions {
  /** Runs a task in some thread; fails with `worker-died` when that dies. */
  readonly run: (task: ShardTask, signal: AbortSignal) => Promise<ShardReply>;
  /** Whether there are no threads any more. */
  readonly isLost: () => boolean;
  readonly watch: Pick<HangWatch, 'claim' | 'isHung' | 'release'>;
  readonly hangTimeoutSeconds: number;
  /** Told in a sentence or two of each death that the job gets over. */
  readonly onDeath: (text: string) => void;
}

/** What runs the shards of a job; throws `worker-died`, with shard and line, when too many threads have died of them. */
export function shardTries({ run, isLost, watch, hangTimeoutSeconds, onDeath }: ShardTriesOptions) {
  let inARow = 0;
  let finished = 0;
  return async (task: NewTask, signal: AbortSignal): Promise<ShardReply> => {
    const deathsOf = new Map<number, number>();
    const setAside: number[] = [];
    let again = 0;
    /** Of these, since another shard was finished. */
    let stuck = 0;
    let finishedBefore = finished;
    for (;;) {
      const tried = await tryOnce({ ...task, isRowByRow: again > 0 || setAside.length > 0, setAside }, signal);
      if (tried.status === 'ended') {
        inARow = 0;
        finished++;
        return tried.reply;
      }
      const { cause, wasHung, rows } = tried;
      inARow++;
      const what = wasHung
        ? `A worker thread did not go on for ${hangTimeoutSeconds} s (--hang-timeout), and was ended.`
        : cause.message;
      const where = `It was at shard ${task.shard}${placeOf(task, rows)}.`;
      const row = rows !== null && rows.to - rows.from === 1 ? rows.from : null;
      const deaths = row === null ? 0 : (deathsOf.get(row) ?? 0) + 1;
      if (row !== null) deathsOf.set(row, deaths);
      const isFound = row !== null && deaths >= DEATHS_OF_A_ROW && setAside.length < MAX_SET_ASIDE;
      if (isFound) {
        setAside.push(row);
        again = 0;
        stuck = 0;
      } else {
        again++;
        stuck = finished === finishedBefore ? stuck + 1 : 1;
      }
      finishedBefore = finished;
      if (stuck > MAX_AGAIN || inARow > MAX_IN_A_ROW || (deaths >= DEATHS_OF_A_ROW && !isFound)) {
        const times = `Threads have died ${inARow} times since a shard was finished.`;
        throw new YfccError('worker-died', `${what} ${where} ${times}`, {
          shard: task.shard,
          source: 'dataset',
          ...(rows === null ? {} : { line: lineOf(task, rows.from) }),
          cause,
        });
      }
      const next = isFound
        ? `${deaths} threads have died at that row: it is set aside as a reject, and the shard is given to another thread.`
        : `The shard is given to another thread (try ${again + 1}${again > MAX_AGAIN ? '' : ` of ${MAX_AGAIN + 1}`}).`;
      onDeath(`${what} ${where} ${next}`);
    }
  };

  async function tryOnce(task: Omit<ShardTask, 'pulse'>, signal: AbortSignal): Promise<Tried> {
    const pulse = watch.claim(task.shard);
    try {
      return { status: 'ended', reply: await run({ ...task, pulse }, signal) };
    } catch (error) {
      if (signal.aborted || isLost() || !(error instanceof YfccError) || error.code !== 'worker-died') throw error;
      return { status: 'died', cause: error, rows: readPulse(pulse).rows, wasHung: watch.isHung(pulse) };
    } finally {
      watch.release(pulse);
    }
  }
}

type Tried =
  | { readonly status: 'ended'; readonly reply: ShardReply }
  | { readonly status: 'died'; readonly cause: YfccError; readonly rows: RowSpan | null; readonly wasHung: boolean };

function lineOf({ slices }: NewTask, row: number): number {
  return slices.dataset.firstLine + row;
}

/** `, row 12 (line 30012)`, `, rows 12 to 99 (lines 30012 to 30099)`, or nothing; numbers count from 0. */
function placeOf(task: NewTask, rows: RowSpan | null): string {
  if (rows === null) return '';
  const { from, to } = rows;
  if (to - from === 1) return `, row ${from} (line ${lineOf(task, from)})`;
  return `, somewhere in rows ${from} to ${to - 1} (lines ${lineOf(task, from)} to ${lineOf(task, to - 1)})`;
}
