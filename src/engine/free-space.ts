/**
 * Keeps a job from filling its disk: while there is too little room in the output folder's file system, no shard is
 * handed out and the workers are asked to hold before they write more media.
 */
import { statfs } from 'node:fs/promises';
import { YfccError } from '../core/errors.js';
import { count } from '../core/format.js';
import { PAUSE } from '../core/pause-flag.js';
import { Hold } from './hold.js';

const LOOK_EVERY_MS = 1000;

/** Fewer inodes than this are too few, or than this share of all where the file system was made with few. */
const LEAST_INODES = 10_000;
const LEAST_INODE_SHARE = 0.05;

/** There is room again at so many times the limit, so that a job at the limit does not stop and start with each file. */
const GO_ON_FACTOR = 1.05;

/** What the system tells of a file system; of its answer what is looked at. */
export interface FileSystemState {
  /** Bytes of a block. */
  readonly bsize: number;
  readonly blocks: number;
  /** Free blocks, without those that are kept for root. */
  readonly bavail: number;
  /** Inodes; 0 where they are not counted. */
  readonly files: number;
  readonly ffree: number;
}

export interface FreeSpaceOptions {
  readonly folder: string;
  /** Bytes that are to stay free, over 0. */
  readonly minBytes: number;
  /** Set for the workers as long as the job pauses. */
  readonly pauseFlag: SharedArrayBuffer;
  /** Ends every pause, for good: what is under way is to be finished in what room there is. */
  readonly stop: AbortSignal;
  /** Told in a sentence when the job pauses, and when it goes on. */
  readonly onPause: (text: string) => void;
  readonly onGoOn: (text: string) => void;
  /** @default the system's */
  readonly ask?: (folder: string) => Promise<FileSystemState>;
}

export class FreeSpace {
  readonly #options: Required<FreeSpaceOptions>;
  readonly #hold: Hold;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;

  private constructor(options: Required<FreeSpaceOptions>) {
    this.#options = options;
    this.#hold = new Hold(options.pauseFlag, options.stop, PAUSE.noSpace);
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** Looks once a second until it is closed. Throws `usage` where the whole file system has less than the limit. */
  static async open({ ask = statfs, ...options }: FreeSpaceOptions): Promise<FreeSpace> {
    const { folder, minBytes } = options;
    const { bsize, blocks } = await ask(folder);
    if (bsize * blocks <= minBytes * GO_ON_FACTOR) {
      throw new YfccError(
        'usage',
        `Expected --min-free to be less than the ${count(bsize * blocks)} bytes of the file system of ${folder}, got ${count(minBytes)}. Lower it, or give 0 to write until the disk is full.`,
        { file: folder },
      );
    }
    return new FreeSpace({ ask, ...options });
  }

  /** Fulfilled when there is room for a shard, or when `signal` aborts. */
  async room(signal: AbortSignal): Promise<void> {
    await this.look();
    await this.#hold.over(signal);
  }

  /** Whether there is too little room now: what has found the disk full is then to be tried again when there is room. */
  async isShort(): Promise<boolean> {
    await this.look();
    return this.#hold.isOn;
  }

  /** Asks how much is free, and pauses or goes on. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Looks no more; whoever waits goes on. */
  close(): void {
    clearInterval(this.#timer);
    this.#hold.end();
  }

  async #look(): Promise<void> {
    const { ask, folder, stop, onPause, onGoOn } = this.#options;
    let state: FileSystemState;
    try {
      state = await ask(folder);
    } catch {
      // A folder that can't be asked for can't be written to either, and there the error has its name and its code.
      return;
    }
    const lack = this.#lack(state, this.#hold.isOn ? GO_ON_FACTOR : 1);
    if (stop.aborted || (lack !== null) === this.#hold.isOn) return;
    if (lack === null) {
      this.#hold.end();
      onGoOn(`There is room again, ${count(state.bavail * state.bsize)} bytes in ${folder}: the job goes on.`);
    } else {
      this.#hold.begin();
      onPause(`${lack}: the job pauses, and goes on by itself when there is room.`);
    }
  }

  /** What there is too little of; null: nothing. */
  #lack({ bsize, bavail, files, ffree }: FileSystemState, factor: number): string | null {
    const { folder, minBytes } = this.#options;
    const bytes = bsize * bavail;
    if (bytes < minBytes * factor)
      return `Only ${count(bytes)} bytes are free in ${folder}, and --min-free is ${count(minBytes)}`;
    const minInodes = Math.min(LEAST_INODES, files * LEAST_INODE_SHARE);
    if (files > 0 && ffree < minInodes * factor)
      return `Only ${count(ffree)} more files can be made in ${folder} (inodes), and ${count(minInodes)} are to stay free`;
    return null;
  }
}
