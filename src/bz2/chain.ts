/** The chain of a file's blocks: where the next one must begin, and whether what comes is sound. */
import { YfccError } from '../core/errors.js';
import type { DecodeReply, FoundBlock, FoundStreamEnd } from './decode-task.js';
import { hasBz2Magic } from './magic.js';
import type { Stretch } from './stretches.js';

const HEADER_BYTES = 4;
const LEVEL_0 = 0x30;
const MAX_LEVEL = 9;

/** A block as the file has it; bits from the file's beginning. */
export interface Block {
  readonly startBit: number;
  readonly endBit: number;
  readonly crc: number;
  readonly plainBytes: number;
  readonly newlines: number;
  /** Of its stream; 9 behind damage, where it can't be told. */
  readonly level: number;
}

/** A place where the file is not what it should be. */
export interface Damage {
  /** Where what is damaged begins, a block or a stream's end; from the file's beginning, as all bits here. */
  readonly startBit: number;
  /** Where it shows, there or further on. */
  readonly bit: number;
  readonly reason: string;
}

/** Where a task is to begin, in bits of its stretch. */
export interface Start {
  readonly startBit: number;
  readonly isExact: boolean;
  readonly level: number;
}

export class Chain {
  readonly #file: string;
  readonly #onDamage: ((damage: Damage) => void) | undefined;
  #bit = HEADER_BYTES * 8;
  /** 0 before the file's header is read. */
  #level = 0;
  #streamCrc = 0;
  #state: 'stream' | 'end' | 'garbage' = 'stream';
  /** Behind damage the next block found is taken, wherever it begins, and its stream's CRC can't be checked. */
  #isLost = false;
  #isCrcKnown = true;
  /** Found wrong, and not said yet. */
  readonly #wrong: Damage[] = [];

  /** Without `onDamage` damage is an error; without `start` the file is read from its header on. */
  constructor(
    file: string,
    onDamage?: (damage: Damage) => void,
    start?: { readonly startBit: number; readonly level: number },
  ) {
    this.#file = file;
    this.#onDamage = onDamage;
    if (start === undefined) return;
    this.#bit = start.startBit;
    this.#level = start.level;
    this.#isCrcKnown = false;
  }

  get isAtGarbage(): boolean {
    return this.#state === 'garbage';
  }

  /** True while the next block begins in this stretch. */
  isWithin({ baseBit, bits }: Stretch): boolean {
    return this.#state === 'stream' && this.#bit < baseBit + bits;
  }

  /** Where a stretch is to be begun that lies ahead: at the first magic number in it, but where the chain begins. */
  guess(stretch: Stretch): Start {
    const { baseBit, head } = stretch;
    if (baseBit === 0 && this.#level === 0) this.#readHeader(head.slice(0, HEADER_BYTES));
    if (this.#bit >= baseBit && this.#bit < baseBit + stretch.bits) return this.start(stretch);
    return { startBit: 0, isExact: false, level: this.#level };
  }

  /** Where to begin in the stretch that the chain has come to. */
  start({ baseBit }: Stretch): Start {
    return { startBit: this.#bit - baseBit, isExact: !this.#isLost, level: this.#level };
  }

  /** Whether a reply begins where the chain does. */
  fits(stretch: Stretch, begun: Start, reply: DecodeReply): boolean {
    const wanted = this.start(stretch);
    if (begun.level !== wanted.level) return false;
    if (begun.isExact === wanted.isExact && begun.startBit === wanted.startBit) return true;
    return wanted.isExact && reply.found[0]?.startBit === wanted.startBit;
  }

  /** Follows the chain through a reply that fits; gives its blocks. What is wrong with it is for `settle` to say. */
  take(stretch: Stretch, { found }: DecodeReply): Block[] {
    const blocks: Block[] = [];
    for (const item of found) {
      if (item.kind === 'block') blocks.push(this.#takeBlock(stretch, item));
      else this.#takeEnd(stretch, item);
      // What stands behind a wrong end of a stream does not come out, as with bzip2.
      if (this.#wrong.length > 0 && this.#onDamage === undefined) break;
    }
    return blocks;
  }

  /** What follows from a reply that was taken. Throws `bad-bz2` for damage, unless it is to be told of. */
  settle(stretch: Stretch, { failure, resumeBit }: DecodeReply): void {
    for (const damage of this.#wrong.splice(0)) this.#report(damage);
    if (failure !== null) this.#damage(stretch.baseBit + failure.bit, failure.reason);
    // Lost, and nothing found: what is sought lies further on, perhaps behind this stretch.
    else if (this.#isLost) this.#bit = stretch.baseBit + (resumeBit ?? stretch.bits);
  }

  /** Throws `bad-bz2` unless the last stream has come to its end. */
  expectEnd(): void {
    // Behind damage nothing more was found, and that was told.
    if (this.#state !== 'stream' || this.#isLost) return;
    if (this.#level === 0) this.#damage(0, 'empty');
    else this.#damage(this.#bit, 'truncated');
  }

  #readHeader(header: Uint8Array): void {
    if (!hasBz2Magic(header)) {
      throw new YfccError(
        'bad-bz2',
        `Expected ${this.#file} to begin with BZh and a digit, got the bytes ${Buffer.from(header).toString('hex')}.`,
        { file: this.#file, offset: 0 },
      );
    }
    this.#level = (header[HEADER_BYTES - 1] ?? 0) - LEVEL_0;
  }

  #takeBlock({ baseBit }: Stretch, block: FoundBlock): Block {
    this.#found();
    this.#bit = baseBit + block.endBit;
    // Layout: the stream's CRC is made of its blocks' by rotating one bit to the left and adding modulo two.
    this.#streamCrc = ((this.#streamCrc << 1) | (this.#streamCrc >>> 31)) ^ block.crc;
    const { crc, plainBytes, newlines } = block;
    return { startBit: baseBit + block.startBit, endBit: this.#bit, crc, plainBytes, newlines, level: this.#level };
  }

  #takeEnd({ baseBit }: Stretch, { startBit, crc, next }: FoundStreamEnd): void {
    this.#found();
    const isRight = this.#streamCrc >>> 0 === crc >>> 0 || !this.#isCrcKnown;
    this.#streamCrc = 0;
    this.#isCrcKnown = true;
    if (next.kind === 'stream') {
      this.#bit = baseBit + next.startBit;
      this.#level = next.level;
    } else {
      this.#state = next.kind === 'garbage' ? 'garbage' : 'end';
    }
    const at = { startBit: baseBit + startBit, bit: baseBit + startBit };
    if (!isRight) this.#wrong.push({ ...at, reason: 'bad-stream-crc' });
    if (next.kind === 'cut-header') this.#wrong.push({ ...at, reason: 'truncated' });
  }

  /** Something whole was found, so that the chain is known again. */
  #found(): void {
    if (this.#isLost) this.#isCrcKnown = false;
    this.#isLost = false;
  }

  /** Goes on behind damage, one bit further, with whatever is found first. */
  #damage(bit: number, reason: string): void {
    this.#report({ startBit: this.#bit, bit, reason });
    this.#isLost = true;
    this.#level = MAX_LEVEL;
    this.#bit++;
  }

  #report(damage: Damage): void {
    if (this.#onDamage !== undefined) {
      this.#onDamage(damage);
      return;
    }
    const { bit, reason } = damage;
    throw new YfccError(
      'bad-bz2',
      `Expected whole bzip2 data in ${this.#file}, got ${REASONS[reason] ?? reason} at bit ${bit} (byte ${Math.floor(bit / 8)}). Check the copy with \`bzip2 -t\`, or get it again.`,
      { file: this.#file, offset: Math.floor(bit / 8) },
    );
  }
}

/** Reasons as people read them. */
const REASONS: Readonly<Record<string, string>> = {
  truncated: 'the end of the file in the middle of a stream',
  empty: 'an empty file',
  'bad-stream-crc': 'a stream whose CRC is not that of its blocks',
};
