import assert from 'node:assert/strict';
import test from 'node:test';
import { decompressSerial } from '../../src/bz2/serial.js';
import { YfccError } from '../../src/core/errors.js';
import { feed } from '../engine/feed.js';
import { bunzip2, bzip2, longText, NO_BZIP2 } from './real-bzip2.js';

interface Decoded {
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
  readonly error: unknown;
}

/** Decodes all that can be, cut into chunks of `chunkBytes`. */
async function decode(compressed: Uint8Array, chunkBytes = 1 << 16): Promise<Decoded> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < compressed.length; at += chunkBytes) chunks.push(compressed.subarray(at, at + chunkBytes));
  const decoded: Uint8Array[] = [];
  const warnings: string[] = [];
  let error: unknown = null;
  try {
    for await (const bytes of decompressSerial(feed(chunks), {
      file: 'a.bz2',
      onWarning: (text) => warnings.push(text),
    })) {
      decoded.push(bytes);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { bytes: Buffer.concat(decoded), warnings, error };
}

const WARNING = 'a.bz2: trailing garbage after the end of the bzip2 data ignored';

const text = longText(250_000);
const level1 = bzip2(text, 1);
const level9 = bzip2(text, 9);
const empty = bzip2('', 1);
const short = bzip2('a line\n', 1);

const WHOLE = [
  ['a file of level 1 with several blocks', level1],
  ['a file of level 9', level9],
  ['a file of one short line', short],
  ['two streams', Buffer.concat([level1, level9])],
  ['an empty stream', empty],
  ['an empty stream before another', Buffer.concat([empty, short])],
  ['an empty stream behind another', Buffer.concat([short, empty])],
  ['many streams', Buffer.concat(Array.from({ length: 20 }, () => short))],
] as const;

for (const [what, compressed] of WHOLE) {
  test(`decodes ${what} as bzip2 does`, { skip: NO_BZIP2 }, async () => {
    const { bytes, warnings, error } = await decode(compressed);
    assert.equal(error, null);
    assert.deepEqual(warnings, []);
    assert.ok(bytes.equals(bunzip2(compressed) ?? Buffer.from('refused')));
  });
}

for (const chunkBytes of [1, 7, 1000]) {
  test(`decodes two streams cut into chunks of ${chunkBytes}`, { skip: NO_BZIP2 }, async () => {
    const plain = text.subarray(0, 20_000);
    const { bytes, error } = await decode(Buffer.concat([bzip2(plain, 1), short]), chunkBytes);
    assert.equal(error, null);
    assert.ok(bytes.equals(Buffer.concat([plain, Buffer.from('a line\n')])));
  });
}

test('yields a block before it has read the rest', { skip: NO_BZIP2 }, async () => {
  let isAtEnd = false;
  // The library waits for as many bytes as a block could have: so there must be more than that.
  const compressed = Buffer.concat(Array.from({ length: 6 }, () => level1));
  function* watched(): Generator<Uint8Array> {
    for (let at = 0; at < compressed.length; at += 1000) yield compressed.subarray(at, at + 1000);
    isAtEnd = true;
  }
  const blocks = decompressSerial(feed(watched()), { file: 'a.bz2', onWarning: assert.fail });
  const first = await blocks.next();
  assert.ok(first.done !== true && text.subarray(0, first.value.length).equals(first.value));
  assert.equal(isAtEnd, false);
  await blocks.return(undefined);
});

/** What may stand behind the last stream: nothing, fill, text, line ends, almost a header. */
const GARBAGE = ['\0', 'x', '\n\xff', 'BZx', 'BZh0', 'BZh9'].flatMap((sign) =>
  [1, 2, 3, 4, 5, 10].map((length) => sign.repeat(10).slice(0, length)),
);

const STREAMS = { 'one stream': short, 'two streams': Buffer.concat([short, short]), 'an empty stream': empty };

for (const [what, stream] of Object.entries(STREAMS)) {
  test(`treats garbage behind ${what} as bzip2 does: the output kept, a warning`, { skip: NO_BZIP2 }, async () => {
    for (const garbage of new Set(GARBAGE)) {
      const compressed = Buffer.concat([stream, Buffer.from(garbage, 'latin1')]);
      const expected = bunzip2(compressed);
      const { bytes, warnings, error } = await decode(compressed);
      const told = JSON.stringify(garbage);
      if (expected === null) {
        assert.equal(error instanceof YfccError && error.code, 'bad-bz2', told);
        continue;
      }
      assert.equal(error, null, told);
      assert.deepEqual(warnings, [WARNING], told);
      assert.ok(bytes.equals(expected), told);
    }
  });
}

for (const [what, stream] of [
  ['an empty stream', empty],
  ['a stream', short],
] as const) {
  test(`warns of garbage behind ${what} that comes byte by byte`, { skip: NO_BZIP2 }, async () => {
    const { warnings, error } = await decode(Buffer.concat([stream, Buffer.from('garbage')]), 1);
    assert.equal(error, null);
    assert.deepEqual(warnings, [WARNING]);
  });
}

/** Bytes that bzip2 refuses, each with what is told of it. */
const BAD = [
  ['no bytes at all', Buffer.alloc(0), /the file ends in the middle of a stream/],
  ['a header alone', short.subarray(0, 4), /the file ends in the middle of a stream/],
  ['a file cut in its header', short.subarray(0, 3), /./],
  ['a file cut in its first block', level1.subarray(0, 1000), /the file ends in the middle of a stream/],
  ['a file cut in its second block', level1.subarray(0, level1.length / 2), /the file ends in the middle of a stream/],
  ['a file cut before its checksum', short.subarray(0, -4), /the file ends in the middle of a stream/],
  ['a file cut by its last byte', short.subarray(0, -1), /the file ends in the middle of a stream/],
  [
    'a second stream that is cut',
    Buffer.concat([level1, short.subarray(0, 20)]),
    /the file ends in the middle of a stream/,
  ],
  [
    'a second stream that is a header alone',
    Buffer.concat([level1, short.subarray(0, 4)]),
    /the file ends in the middle of a stream/,
  ],
  ['a file that is no bzip2', Buffer.from('id\titems\n'.repeat(10)), /a damaged block/],
  ['a changed bit in a block', flipped(level1, level1.length / 2), /a damaged block/],
  ['a changed block checksum', flipped(short, 10), /a damaged block/],
  ['a changed stream checksum', flipped(short, short.length - 3), /a damaged block/],
] as const;

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[Math.floor(at)] = (copy[Math.floor(at)] ?? 0) ^ 0x10;
  return copy;
}

for (const [what, compressed, told] of BAD) {
  test(`refuses ${what}, as bzip2 does`, { skip: NO_BZIP2 }, async () => {
    assert.equal(bunzip2(compressed), null);
    const { bytes, warnings, error } = await decode(compressed);
    assert.ok(error instanceof YfccError, String(error));
    assert.equal(error.code, 'bad-bz2');
    assert.equal(error.facts.file, 'a.bz2');
    assert.ok((error.facts.offset ?? -1) <= compressed.length);
    assert.match(
      error.message,
      /^Expected whole bzip2 data in a\.bz2, got .* at or before byte \d+\. Check the copy with `bzip2 -t`, or get it again\.$/,
    );
    assert.match(error.message, told);
    assert.deepEqual(warnings, []);
    // What comes before the damage is right.
    const whole = Buffer.concat([text, text]);
    assert.ok(compressed.length < 1000 || bytes.equals(whole.subarray(0, bytes.length)));
  });
}

test('refuses every file that is cut short, wherever it is cut', { skip: NO_BZIP2 }, async () => {
  for (let length = 1; length < short.length; length++) {
    const { error } = await decode(short.subarray(0, length));
    assert.equal(error instanceof YfccError && error.code, 'bad-bz2', `cut at ${length} of ${short.length}`);
  }
});

test('hands on what its source throws', { skip: NO_BZIP2 }, async () => {
  function* broken(): Generator<Uint8Array> {
    yield level1.subarray(0, 1000);
    throw new Error('the source');
  }
  const blocks = decompressSerial(feed(broken()), { file: 'a.bz2', onWarning: assert.fail });
  await assert.rejects(blocks.next(), { message: 'the source' });
});

test('closes its source when the consumer leaves, and when the data are bad', { skip: NO_BZIP2 }, async () => {
  for (const compressed of [level1, Buffer.concat([flipped(level1, 500), level1])]) {
    let isClosed = false;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        for (let at = 0; at < compressed.length; at += 1000)
          yield await Promise.resolve(compressed.subarray(at, at + 1000));
      } finally {
        isClosed = true;
      }
    }
    const blocks = decompressSerial(watched(), { file: 'a.bz2', onWarning: assert.fail });
    await blocks.next().catch(() => {});
    await blocks.return(undefined);
    assert.equal(isClosed, true);
  }
});
