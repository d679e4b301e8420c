/** The server's log as a file: a line of JSON for each answer, written when the answer is over. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Fault } from './fault.js';

/** One line. */
export interface LoggedAnswer {
  /** Since the server's start, when the answer was over. */
  readonly milliseconds: number;
  /** As the client named it. */
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  /** Null for a good answer, and for a path that names no file. */
  readonly fault: Fault | null;
  /** 0 where none was sent. */
  readonly status: number;
  /** Whether all of the answer was handed to the system, proper end included; what the client has read of it is not known. */
  readonly isWhole: boolean;
}

export interface AnswerLog {
  readonly write: (answer: LoggedAnswer) => void;
  /** Resolves when all lines are in the file. */
  readonly close: () => Promise<void>;
}

/** Opens the file anew; rejects with the system's error when it can't be written. */
export async function openAnswerLog(file: string): Promise<AnswerLog> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  return {
    write: (answer) => {
      if (stream.writable) stream.write(`${JSON.stringify(answer)}\n`);
    },
    async close() {
      if (stream.closed) return;
      if (stream.writable) stream.end();
      await once(stream, 'close');
    },
  };
}

/** All lines of such a file. */
export async function readAnswerLog(file: string): Promise<readonly LoggedAnswer[]> {
  const text = await readFile(file, 'utf8');
  // A parse border: only openAnswerLog writes such files.
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedAnswer);
}
