/**
 * Whole bzip2 files that are odd or wrong as files, by name, and what is to become of each.
 *
 * As a script, `node dist/test/bz2/crafted-streams.js`: writes them anew, with this machine's bzip2, and prints their
 * lines for the README of the fixtures.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { FIXTURES } from '../core/real-rows.js';
import { blockAround, INNER } from './false-magics.js';
import { bzip2 } from './real-bzip2.js';

/** `whole`; `garbage`: whole, with a warning of what is behind; else the reason why it is refused. */
export type FileVerdict =
  | 'whole'
  | 'garbage'
  | 'no-header'
  | 'truncated'
  | 'empty'
  | 'bad-crc'
  | 'bad-stream-crc'
  | 'bad-magic';

const TEXT = bzip2('a text of two lines\nand this is the second one\n', 1);
const OTHER = bzip2('another stream\n');
const EMPTY = bzip2('');
const LAST = TEXT.length;

/** Where the parts of `TEXT` are, in bytes: see the layout in `src/wasm/bzip2/header.ts`. */
const AT = { magic: 4, blockCrc: 10, origPtr: 14, usedBytes: 18, selectors: 25, codeLengths: 32, symbols: LAST - 18 };

/** The bytes without those from `to` on. */
function cut(to: number): Buffer {
  return TEXT.subarray(0, to);
}

function changed(bytes: Buffer, at: number): Buffer {
  const bad = Buffer.from(bytes);
  bad[at] = (bad[at] ?? 0) ^ 0x10;
  return bad;
}

export const CRAFTED_FILES: readonly (readonly [name: string, make: () => Uint8Array, verdict: FileVerdict])[] = [
  ...INNER.map(([what, inner]) => [`${what} in a block`, () => blockAround(inner), 'whole'] as const),
  ['two streams', () => Buffer.concat([TEXT, OTHER]), 'whole'],
  ['an empty stream', () => EMPTY, 'whole'],
  ['empty streams around others', () => Buffer.concat([EMPTY, TEXT, EMPTY, EMPTY, OTHER, EMPTY]), 'whole'],
  ['a gap between streams', () => Buffer.concat([TEXT, Buffer.alloc(3), OTHER]), 'garbage'],
  ['garbage behind', () => Buffer.concat([TEXT, Buffer.from('garbage')]), 'garbage'],
  ['a byte behind', () => Buffer.concat([TEXT, Buffer.from('x')]), 'garbage'],
  ['a header of level 0 behind', () => Buffer.concat([TEXT, Buffer.from('BZh0')]), 'garbage'],
  ['no byte', () => cut(0), 'empty'],
  ['cut in the header', () => cut(3), 'no-header'],
  ['a header of level 0', () => Buffer.concat([Buffer.from('BZh0'), TEXT.subarray(4)]), 'no-header'],
  ['a block without a header', () => TEXT.subarray(4), 'no-header'],
  ['cut behind the header', () => cut(AT.magic), 'truncated'],
  ['cut in the magic', () => cut(AT.magic + 3), 'truncated'],
  ['cut in the block CRC', () => cut(AT.blockCrc + 2), 'truncated'],
  ['cut in origPtr', () => cut(AT.origPtr + 2), 'truncated'],
  ['cut in the used bytes', () => cut(AT.usedBytes + 2), 'truncated'],
  ['cut in the selectors', () => cut(AT.selectors + 3), 'truncated'],
  ['cut in the code lengths', () => cut(AT.codeLengths + 4), 'truncated'],
  ['cut in the symbols', () => cut(AT.symbols), 'truncated'],
  ['cut in the end magic', () => cut(LAST - 7), 'truncated'],
  ['cut in the stream CRC', () => cut(LAST - 2), 'truncated'],
  ['cut in the second header', () => Buffer.concat([TEXT, OTHER.subarray(0, 2)]), 'truncated'],
  ['cut behind the second header', () => Buffer.concat([TEXT, OTHER.subarray(0, 4)]), 'truncated'],
  ['cut in the second stream', () => Buffer.concat([TEXT, OTHER.subarray(0, -12)]), 'truncated'],
  ['bad block CRC', () => changed(TEXT, AT.blockCrc + 1), 'bad-crc'],
  ['bad block CRC in the second stream', () => changed(Buffer.concat([TEXT, OTHER]), LAST + AT.blockCrc), 'bad-crc'],
  ['bad stream CRC', () => changed(TEXT, LAST - 3), 'bad-stream-crc'],
  ['bad stream CRC in front of a stream', () => changed(Buffer.concat([TEXT, OTHER]), LAST - 3), 'bad-stream-crc'],
  ['bad stream CRC of an empty stream', () => changed(EMPTY, 11), 'bad-stream-crc'],
  ['bad magic', () => changed(TEXT, AT.magic + 2), 'bad-magic'],
];

/** Named for what is odd or wrong in it, below the fixtures. */
export function craftedStreamName(name: string): string {
  return `bz2-files/${name.replaceAll(',', '').replaceAll(' ', '-')}.bz2`;
}

export function craftedStreamFile(name: string): URL {
  return new URL(craftedStreamName(name), FIXTURES);
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(new URL('bz2-files/', FIXTURES), { recursive: true });
  for (const [name, make, verdict] of CRAFTED_FILES) {
    writeFileSync(craftedStreamFile(name), make());
    const said = { whole: 'whole', garbage: 'whole, with a warning of what is behind' }[verdict as 'whole' | 'garbage'];
    console.log(`| ${craftedStreamName(name)} | a whole file: ${said ?? `refused as ${verdict}`} |`);
  }
}
