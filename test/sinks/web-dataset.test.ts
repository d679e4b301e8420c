import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'node:test';
import { bodyAt, type Body, type BodyPlace } from '../../src/core/body-place.js';
import { fullJson } from '../../src/core/full.js';
import { batchOfOne } from '../../src/core/record-batch.js';
import type { Sink, SinkContext } from '../../src/sinks/sink.js';
import { webDataset } from '../../src/sinks/web-dataset.js';
import { jpeg } from '../media/sample-media.js';
import { scratchFolder } from '../whole/scratch.js';
import { newContext, NO_FULL_DISK } from './context.js';
import { bodiesWithGnuTar, listWithGnuTar, NO_GNU_TAR, readWithLibrary } from './read-tar.js';
import { manyRecords, RECORDS } from './sample-records.js';
import { assertAbortLeavesNothing, assertFailsOnFullDisk, writeRecords } from './write-records.js';

const scratch = await scratchFolder('web-dataset');
/** A tar file a shard. */
const oneTar = (context: SinkContext): Sink => webDataset(context, 0, false);
const lineOf = (record: (typeof RECORDS)[number]): string => `${fullJson(record)}\n`;

test('gives GNU tar a file a record, in their order, with nothing of the machine', { skip: NO_GNU_TAR }, async () => {
  const { file } = await writeRecords(await newContext(scratch, 'gnu'), oneTar, RECORDS);
  assert.equal(basename(file), '00007.tar');
  const expected = RECORDS.map((record) => {
    const size = Buffer.byteLength(lineOf(record));
    return `-rw-r--r-- 0/0 ${size} 1970-01-01 00:00:00 ${record.photo_id}.json`;
  });
  assert.deepEqual(
    listWithGnuTar(file).map((line) => line.replaceAll(/ +/g, ' ')),
    expected,
  );
  assert.equal(bodiesWithGnuTar(file), RECORDS.map(lineOf).join(''));
});

for (const count of [1, 1000]) {
  test(`gives a library ${count} records`, async () => {
    const records = manyRecords(count);
    const { file } = await writeRecords(await newContext(scratch, `library ${count}`), oneTar, records, 300);
    assert.deepEqual(
      await readWithLibrary(file),
      records.map((record) => [`${record.photo_id}.json`, lineOf(record)]),
    );
  });
}

test('gives GNU tar an empty archive where there is no record', { skip: NO_GNU_TAR }, async () => {
  const { file } = await writeRecords(await newContext(scratch, 'none'), oneTar, []);
  assert.deepEqual(listWithGnuTar(file), []);
});

test('writes whole blocks also where a body ends with one', async () => {
  const [record] = manyRecords(1);
  assert.ok(record);
  const missing = 1024 - Buffer.byteLength(lineOf({ ...record, title: '' }));
  const { bytes } = await writeRecords(await newContext(scratch, 'block'), oneTar, [
    { ...record, title: 'x'.repeat(missing) },
  ]);
  // A header, the body, and two blocks of zeros.
  assert.equal(bytes.length, 512 + 1024 + 1024);
  // Bytes 257 to 264 of the header are magic and version of POSIX.1-1988.
  assert.equal(bytes.toString('latin1', 257, 265), 'ustar\u000000');
});

test('gives the same bytes however the records come in batches', async () => {
  const records = manyRecords(500);
  const expected = await writeRecords(await newContext(scratch, 'whole'), oneTar, records);
  const { bytes } = await writeRecords(await newContext(scratch, 'by 7'), oneTar, records, 7);
  assert.ok(bytes.equals(expected.bytes));
});

test('leaves nothing when it is aborted', () => assertAbortLeavesNothing(scratch, oneTar, manyRecords(2000)));

test("fails with the system's code when there is no room, and leaves nothing", { skip: NO_FULL_DISK }, () =>
  assertFailsOnFullDisk(scratch, oneTar, manyRecords(2000), '00007.tar'),
);

test('writes a body out of memory, says where it is, and keeps it when the shard does not become whole', async () => {
  const context = await newContext(scratch, 'held');
  const sink = webDataset(context, 0, true);
  const memory = jpeg(5000);
  const places: BodyPlace[] = [];
  const held: Body = { bytes: memory.length, where: () => memory, written: (place) => places.push(place) };
  const name = '1.jpg';
  await sink.write(batchOfOne('1', '{}\n'), {
    name,
    sha256: createHash('sha256').update(memory).digest('hex'),
    body: held,
  });
  sink.abort();
  const [place] = places;
  assert.ok(place);
  assert.match(place.file, /\/\.yfcc\.part\/00007\.[0-9a-f]{8}\.tar$/);
  assert.ok(memory.equals(readFileSync(place.file).subarray(place.offset, place.offset + place.bytes)));

  // Another try, which reads it out of what the first one has left.
  const again = webDataset(context, 0, true);
  const body = bodyAt(place, (copied) => places.push(copied));
  await again.write(batchOfOne('1', '{}\n'), { name, sha256: '', body });
  const [, copy] = places;
  assert.ok(copy && copy.file !== place.file);
  assert.ok(memory.equals(readFileSync(copy.file).subarray(copy.offset, copy.offset + copy.bytes)));
  await again.close();
  const entries = await readWithLibrary(join(context.outDir, '00007.tar'));
  assert.deepEqual(
    entries.map(([entry]) => entry),
    ['1.json', name],
  );
  assert.ok(readFileSync(join(context.outDir, '00007.tar')).includes(memory));
  assert.equal(existsSync(place.file), true);
});
