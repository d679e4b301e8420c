/** One file being written under a temporary name, as it is or through a compressor, and put under its own name when whole. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { YfccError } from '../core/errors.js';
import { asWriteError } from '../engine/write-error.js';
import type { Compressor } from './compressor.js';

/** Where bytes go, and how it ended: null for well, else what went wrong. `ended` never rejects. */
interface Output {
  readonly input: Writable;
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

/** So much may wait for the disk while more is made. */
const PLAIN_BUFFER_BYTES = 1024 * 1024;
/** A compressor that fails says why in its first lines. */
const MAX_STDERR_CHARACTERS = 2000;
const FULL_DISK = /ENOSPC|EDQUOT|No space left|quota exceeded/i;

/** Open it, write, then either `publish` or `discard`. */
export class SynthFile {
  readonly path: string;
  private readonly temporary: string;
  private readonly output: Output;
  /** Aborted when the output has ended, well or not: from then on nothing drains. */
  private readonly over = new AbortController();
  private isPublished = false;

  /** Opens a file that is to be `path`; a null `compressor` writes plain bytes. Throws an YfccError when it cannot. */
  static async open(path: string, compressor: Compressor | null): Promise<SynthFile> {
    // The dot keeps it out of a folder's `yfcc100m_*` files, the rest makes it unique to this attempt.
    const temporary = join(dirname(path), `.${randomUUID()}-${basename(path)}`);
    const handle = await opened(temporary);
    return new SynthFile(path, temporary, compressor === null ? plain(handle) : await compressed(handle, compressor));
  }

  private constructor(path: string, temporary: string, output: Output) {
    this.path = path;
    this.temporary = temporary;
    this.output = output;
    // Who writes is told by `write`; without a listener the same error would end the process.
    output.input.on('error', () => {});
    void output.ended.then(() => this.over.abort());
  }

  /** Takes a chunk; resolves when there is room for the next one. Throws an YfccError `disk-full` or `write-failed`. */
  async write(chunk: Buffer): Promise<void> {
    const { input } = this.output;
    try {
      // A child that dies takes its stdin down without an error or a last `drain`, hence the signal.
      if (!input.write(chunk)) await once(input, 'drain', { signal: this.over.signal });
    } catch (error) {
      throw this.failure((await this.output.ended) ?? error);
    }
  }

  /** Ends the writing; resolves when all of it is in the temporary file. Throws as `write` does. */
  async close(): Promise<void> {
    this.output.input.end();
    const problem = await this.output.ended;
    if (problem !== null) throw this.failure(problem);
  }

  /** Gives the closed file its own name, and answers its bytes. */
  async publish(): Promise<number> {
    try {
      await rename(this.temporary, this.path);
      this.isPublished = true;
      return (await stat(this.path)).size;
    } catch (error) {
      throw asWriteError(error, this.path);
    }
  }

  /** Ends the writing at once, so that a `write` or `close` under way fails. May be called at any time. */
  stop(): void {
    this.output.stop();
  }

  /** Stops, and removes the file under either name. */
  async discard(): Promise<void> {
    this.stop();
    await this.output.ended;
    await rm(this.isPublished ? this.path : this.temporary, { force: true });
  }

  private failure(problem: unknown): unknown {
    if (!(problem instanceof CompressorProblem)) return asWriteError(problem, this.path);
    const isFull = FULL_DISK.test(problem.message);
    const advice = isFull ? ' Make room, then give the same command again.' : '';
    return new YfccError(
      isFull ? 'disk-full' : 'write-failed',
      `Could not write ${this.path}: ${problem.message}.${advice}`,
      { file: this.path, cause: problem },
    );
  }
}

/** A compressor that could not be started, ended with an error, or was killed. */
class CompressorProblem extends Error {}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    throw asWriteError(error, path);
  }
}

function plain(handle: FileHandle): Output {
  const input = handle.createWriteStream({ highWaterMark: PLAIN_BUFFER_BYTES });
  return { input, ended: outcomeOf(finished(input)), stop: () => void input.destroy() };
}

/** The child writes to the file itself: what it compresses never comes back to us. */
async function compressed(handle: FileHandle, { name, command, args }: Compressor): Promise<Output> {
  // In any other language the message for a full disk would not be known.
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn(command, args, { stdio: ['pipe', handle.fd, 'pipe'], env });
  const { stdin, stderr } = child;
  // They are pipes, as asked for above; the types cannot tell when one of the three is a number.
  if (stdin === null || stderr === null) throw new TypeError('Expected pipes');

  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, MAX_STDERR_CHARACTERS);
  });
  const ended = new Promise<CompressorProblem | null>((resolve) => {
    child.on('error', (cause) => resolve(new CompressorProblem(`${name} did not start`, { cause })));
    child.on('close', (code, signal) => {
      const how = signal === null ? `ended with code ${code}` : `was killed by ${signal}`;
      resolve(code === 0 ? null : new CompressorProblem(`${name} ${how}${said === '' ? '' : `: ${said.trim()}`}`));
    });
  });
  // The child has its own copy of the descriptor. (After the listeners: a failure to start is told only once.)
  await handle.close();
  return { input: stdin, ended, stop: () => void child.kill() };
}

async function outcomeOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    return error;
  }
}
