import assert from 'node:assert/strict';
import { readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { readCounters } from '../../src/core/counters.js';
import shard from '../../workers/shard.js';
import verify from '../../workers/verify.js';
import { clearPaused, setPaused, PAUSE } from '../../src/core/pause-flag.js';
import { readPulse } from '../../src/core/pulse.js';
import { datasetLine, sliceOf } from '../core/hand-made.js';
import { startLoopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { filesIn, NO_FULL_DISK } from '../sinks/context.js';
import { scratchFolder } from '../whole/scratch.js';
import { doneOf, mediaSettings, taskOf } from './task.js';

const scratch = await scratchFolder('shard');

const rowsOf = (count: number): string[] => Array.from({ length: count }, (_, k) => datasetLine(String(1000 + k)));

const NO_COUNTS = { dataset: 0, autotags: 0, exif: 0, places: 0, hash: 0 };

test('writes the joined records, and answers with what it counted', async () => {
  const task = await taskOf(scratch, 'counts', {
    dataset: [...rowsOf(3), 'junk', datasetLine('1003', { photo_hash: '00' })],
    autotags: ['1000\tcat:0.9,odd', '1002\tdog:0.8'],
    places: ['1000\t1:x:Town', '9\t', '1001\t', '1002\t', '1003\t'],
  });
  const { counts, outputs, rejects } = doneOf(await shard(task));
  assert.deepEqual(counts, {
    rows: 5,
    records: 4,
    rejects: { ...NO_COUNTS, dataset: 1, places: 1 },
    gaps: { autotags: 2, exif: 0, places: 0, hash: 0 },
    badItems: { autotags: 1, exif: 0, places: 0 },
    shortIds: 0,
    wrongHashes: 4,
    outcomes: {},
    putOff: 0,
    files: 1,
    bytes: outputs[0]?.bytes,
  });
  const text = await readFile(join(task.settings.outDir, 'meta/00003.jsonl'), 'utf8');
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    records.map(({ photo_id, autotags, exif }) => [photo_id, autotags?.length ?? null, exif]),
    [
      ['1000', 1, null],
      ['1001', null, null],
      ['1002', 1, null],
      ['1003', null, null],
    ],
  );
  const lines = Buffer.from(rejects)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ source, line, photo_id }) => [source, line, photo_id]),
    [
      ['dataset', 3, null],
      ['places', 1, '9'],
    ],
  );
});

test('leaves nothing under a temporary name', async () => {
  for (const format of ['files', 'jsonl'] as const) {
    const task = await taskOf(scratch, `tmp ${format}`, { dataset: rowsOf(3) }, { format });
    doneOf(await shard(task));
    assert.deepEqual(
      (await filesIn(task.settings.outDir)).filter((name) => name.startsWith('.tmp')),
      [],
    );
  }
});

test('adds every row and record to the live counters, whatever their number', async () => {
  for (const count of [1, 511, 512, 513, 1024]) {
    const task = await taskOf(scratch, `live ${count}`, { dataset: ['junk', ...rowsOf(count)] });
    doneOf(await shard(task));
    assert.deepEqual(readCounters(task.settings.counters), {
      rows: count + 1,
      records: count,
      mediaBytes: 0,
      outcomes: {},
    });
  }
});

for (const [format, gzip] of [
  ['files', false],
  ['jsonl', false],
  ['jsonl', true],
] as const) {
  for (const schema of ['full', 'article'] as const) {
    test(`writes files that are as it says, for ${format}${gzip ? ' with gzip' : ''} in the ${schema} schema`, async () => {
      const task = await taskOf(
        scratch,
        `verify ${format} ${gzip} ${schema}`,
        { dataset: rowsOf(20), exif: rowsOf(0) },
        { format, gzipLevel: gzip ? 6 : null, schema },
      );
      const { counts, outputs } = doneOf(await shard(task));
      const found = await verify({ outDir: task.settings.outDir, outputs });
      assert.deepEqual([found.problems, found.problemCount], [[], 0]);
      // The checksums file is looked at besides the files that it names.
      assert.equal(found.files, counts.files + (format === 'files' ? 1 : 0));
    });
  }
}

test('writes files that are as it says also when a photo stands in the dataset file twice', async () => {
  const task = await taskOf(
    scratch,
    'twice',
    { dataset: [datasetLine('1000'), datasetLine('1000', { title: 'again' })] },
    { format: 'files' },
  );
  const { outputs } = doneOf(await shard(task));
  assert.deepEqual((await verify({ outDir: task.settings.outDir, outputs })).problems, []);
});

for (const schema of ['full', 'article'] as const) {
  test(`counts ids that have no second folder level, in the ${schema} schema`, async () => {
    const task = await taskOf(
      scratch,
      `short ${schema}`,
      { dataset: ['12', '123', '1234'].map((id) => datasetLine(id)) },
      { format: 'files', schema },
    );
    assert.equal(doneOf(await shard(task)).counts.shortIds, 2);
  });
}

test('gives the same bytes each time', async () => {
  const files = { dataset: rowsOf(50), places: ['1003\t1:x:Town'] };
  const outputs = [];
  for (const name of ['first', 'second'])
    outputs.push(doneOf(await shard(await taskOf(scratch, name, files, { gzipLevel: 6 }))).outputs);
  assert.deepEqual(outputs[0], outputs[1]);
});

test('numbers rejects as the lines of the files, not of the shard', async () => {
  const task = await taskOf(scratch, 'numbers', { dataset: [] });
  const { rejects } = doneOf(
    await shard({ ...task, slices: { ...task.slices, dataset: sliceOf(['junk'], { firstLine: 20_000 }) } }),
  );
  assert.equal(JSON.parse(Buffer.from(rejects).toString()).line, 20_000);
});

test('answers with a failure, and leaves nothing, when the disk is full', { skip: NO_FULL_DISK }, async () => {
  const task = await taskOf(scratch, 'full', { dataset: rowsOf(3) });
  const tmpFile = join(task.settings.tmpDir, 'meta~00003.jsonl');
  await symlink('/dev/full', tmpFile);
  const reply = await shard(task);
  assert.equal(reply.status === 'failed' && reply.code, 'disk-full');
  assert.deepEqual(await filesIn(task.settings.outDir), []);
});

test('answers with a failure when it cannot write', async () => {
  const task = await taskOf(scratch, 'gone', { dataset: rowsOf(3) });
  await rm(task.settings.tmpDir, { recursive: true });
  const reply = await shard(task);
  assert.equal(reply.status === 'failed' && reply.code, 'write-failed');
  assert.equal(reply.status === 'failed' && reply.file, join(task.settings.tmpDir, 'meta~00003.jsonl'));
});

test('makes the same of a shard row by row', async () => {
  const whole = await taskOf(scratch, 'by batch', { dataset: rowsOf(5) });
  const rows = { ...(await taskOf(scratch, 'by row', { dataset: rowsOf(5) })), isRowByRow: true };
  const untimed = { encode: 0, fetch: 0, write: 0 };
  const byRow = { ...doneOf(await shard(rows)), stages: untimed };
  assert.deepEqual(byRow, { ...doneOf(await shard(whole)), stages: untimed });
  // Beaten with each row, and none is in hand in the end.
  const { beats, rows: inHand } = readPulse(rows.pulse);
  assert.ok(beats >= 5, `${beats} beats`);
  assert.equal(inHand, null);
});

test('makes all and writes nothing where that is to be measured, and takes as much longer as is asked', async () => {
  const task = await taskOf(scratch, 'measured', { dataset: rowsOf(3) }, { writes: false, delayMs: 20 });
  const { counts, outputs, stages } = doneOf(await shard(task));
  assert.deepEqual([counts.records, counts.files, outputs], [3, 0, []]);
  assert.ok(counts.bytes > 0);
  assert.ok(stages.write >= 19, `${stages.write} ms`);
  assert.deepEqual(await readdir(task.settings.outDir), ['.tmp']);
});

test('rejects the rows that are set aside', async () => {
  const task = await taskOf(scratch, 'aside', { dataset: rowsOf(4) });
  const { counts, rejects } = doneOf(await shard({ ...task, isRowByRow: true, setAside: [1, 3] }));
  assert.deepEqual([counts.rows, counts.records, counts.rejects.dataset], [4, 2, 2]);
  const lines = Buffer.from(rejects).toString().trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).line),
    [1, 3],
  );
});

test('holds while the job pauses', async () => {
  const task = await taskOf(scratch, 'paused', { dataset: rowsOf(3) });
  setPaused(task.settings.pauseFlag, PAUSE.noSpace);
  const done = shard(task);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await filesIn(task.settings.tmpDir), []);
  clearPaused(task.settings.pauseFlag, PAUSE.noSpace);
  assert.equal(doneOf(await done).counts.records, 3);
});

test('fetches the media of a shard, and accounts for each', async () => {
  const picture = jpeg();
  const server = await startLoopback((request, response) => {
    if (request.url === '/1001.jpg') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': picture.length }).end(picture);
  });
  try {
    const dataset = [...rowsOf(3), datasetLine('2000', { photo_or_video: '1' })];
    const task = await taskOf(scratch, 'media', { dataset }, { media: mediaSettings(server.origin) });
    const { counts, outputs } = doneOf(await shard(task));
    assert.deepEqual(counts.outcomes, { ok: 2, gone: 1 });
    assert.deepEqual([counts.records, counts.files], [4, 3]);
    assert.deepEqual(readCounters(task.settings.counters), {
      rows: 4,
      records: 4,
      mediaBytes: 2 * picture.length,
      outcomes: { ok: 2, gone: 1 },
    });
    assert.deepEqual(
      outputs.map(({ path }) => path),
      ['meta/00003.jsonl', 'checksums/00003.sha256', 'outcomes/00003.jsonl'],
    );
    const text = await readFile(join(task.settings.outDir, 'meta/00003.jsonl'), 'utf8');
    const media = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).media?.outcome ?? null);
    assert.deepEqual(media, ['ok', 'gone', 'ok', null]);
    assert.deepEqual((await verify({ outDir: task.settings.outDir, outputs })).problems, []);
  } finally {
    await server.close();
  }
});
