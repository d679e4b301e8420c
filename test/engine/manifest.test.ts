import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { MANIFEST_NAME, ManifestWriter, readManifest } from '../../src/engine/manifest.js';
import { scratchFolder } from '../whole/scratch.js';
import { JOB, shardLine } from './shard-line.js';

const scratch = await scratchFolder('manifest');

let folders = 0;

async function newFolder(): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  return folder;
}

/** A folder whose manifest has these shards, a reject each. */
async function folderOf(shards: number): Promise<string> {
  const folder = await newFolder();
  const writer = await ManifestWriter.open(folder, JOB, null);
  for (let shard = 0; shard < shards; shard++)
    await writer.append(shardLine(shard), Buffer.from(`{"line":${shard}}\n`));
  await writer.close();
  return folder;
}

const manifestOf = (folder: string): string => join(folder, MANIFEST_NAME);
const rejectsOf = (folder: string): string => join(folder, 'rejects.jsonl');

test('reads back the job and its shards', async () => {
  const folder = await folderOf(2);
  const content = await readManifest(folder);
  assert.deepEqual(content?.job, JOB);
  assert.deepEqual(content?.shards, [
    { ...shardLine(0), rejectsBytes: 11 },
    { ...shardLine(1), rejectsBytes: 22 },
  ]);
  assert.equal(content?.bytes, (await readFile(manifestOf(folder))).length);
  assert.equal(await readFile(rejectsOf(folder), 'utf8'), '{"line":0}\n{"line":1}\n');
});

test('reads nought for a source that an earlier build did not know of', async () => {
  const folder = await folderOf(1);
  const lines = await readFile(manifestOf(folder), 'utf8');
  await writeFile(manifestOf(folder), lines.replaceAll(/,"hash":\d+/g, ''));
  assert.ok(!(await readFile(manifestOf(folder), 'utf8')).includes('"hash"'));
  assert.deepEqual((await readManifest(folder))?.shards, [{ ...shardLine(0), rejectsBytes: 11 }]);
});

test('finds no manifest where there is none', async () => {
  assert.equal(await readManifest(await newFolder()), null);
  assert.equal(await readManifest(join(scratch, 'not', 'there')), null);
});

test('takes a manifest torn in its first line for none', async () => {
  const folder = await newFolder();
  await writeFile(manifestOf(folder), JSON.stringify(JOB).slice(0, 30));
  assert.equal(await readManifest(folder), null);
  await writeFile(manifestOf(folder), '');
  assert.equal(await readManifest(folder), null);
});

test('does not count a last line that is torn anywhere', async () => {
  const folder = await folderOf(2);
  const whole = await readFile(manifestOf(folder));
  const secondEnd = whole.subarray(0, -1).lastIndexOf(10) + 1;
  for (let length = secondEnd; length < whole.length; length += 37) {
    await writeFile(manifestOf(folder), whole.subarray(0, length));
    const content = await readManifest(folder);
    assert.equal(content?.shards.length, 1, `cut at ${length}`);
    assert.equal(content?.bytes, secondEnd);
  }
});

test('cuts off the torn line and the rejects behind the last whole one when it is opened again', async () => {
  const folder = await folderOf(1);
  await appendFile(manifestOf(folder), JSON.stringify(shardLine(1)).slice(0, 50));
  await appendFile(rejectsOf(folder), '{"line":1}\n{"li');
  const writer = await ManifestWriter.open(folder, JOB, await readManifest(folder));
  await writer.append(shardLine(1), Buffer.from('{"line":"one"}\n'));
  await writer.close();
  assert.deepEqual(
    (await readManifest(folder))?.shards.map(({ shard, rejectsBytes }) => [shard, rejectsBytes]),
    [
      [0, 11],
      [1, 26],
    ],
  );
  assert.equal(await readFile(rejectsOf(folder), 'utf8'), '{"line":0}\n{"line":"one"}\n');
});

test('begins anew over what was there when there is nothing to go on with', async () => {
  const folder = await folderOf(2);
  const writer = await ManifestWriter.open(folder, { ...JOB, version: '2.0.0' }, null);
  await writer.close();
  const content = await readManifest(folder);
  assert.equal(content?.job.version, '2.0.0');
  assert.deepEqual(content?.shards, []);
  assert.equal(await readFile(rejectsOf(folder), 'utf8'), '');
});

test('writes no rejects for a shard that has none', async () => {
  const folder = await newFolder();
  const writer = await ManifestWriter.open(folder, JOB, null);
  await writer.append(shardLine(0), new Uint8Array());
  await writer.close();
  assert.equal((await readManifest(folder))?.shards[0]?.rejectsBytes, 0);
  assert.equal(await readFile(rejectsOf(folder), 'utf8'), '');
});

/** Whole lines that are not what should stand there: the line told, counted from 1, and what was expected. */
const DAMAGES = [
  ['text that is no JSON in the middle', (lines: string[]) => lines.with(1, '{"type":"shard"'), 2, 'JSON'],
  ['a line of zeros in the middle', (lines: string[]) => lines.with(2, '\0'.repeat(200)), 3, 'JSON'],
  ['an empty line', (lines: string[]) => lines.toSpliced(1, 0, ''), 2, 'JSON'],
  ['a shard missing', (lines: string[]) => lines.toSpliced(1, 1), 2, 'shard 0'],
  ['a shard twice', (lines: string[]) => lines.toSpliced(2, 0, lines[1] ?? ''), 3, 'shard 1'],
  ['shards in another order', (lines: string[]) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? ''], 2, 'shard 0'],
  ['a second job', (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? ''), 2, 'shard 0'],
  ['no job', (lines: string[]) => lines.slice(1), 1, 'the job'],
  ['null instead of a shard', (lines: string[]) => lines.with(1, 'null'), 2, 'shard 0'],
  ['a number instead of the job', (lines: string[]) => lines.with(0, '1'), 1, 'the job'],
  ['null instead of the job', (lines: string[]) => lines.with(0, 'null'), 1, 'the job'],
] as const;

for (const [what, damage, line, expected] of DAMAGES) {
  test(`refuses a manifest with ${what}`, async () => {
    const folder = await folderOf(2);
    const lines = (await readFile(manifestOf(folder), 'utf8')).trimEnd().split('\n');
    await writeFile(manifestOf(folder), `${damage(lines).join('\n')}\n`);
    await assert.rejects(readManifest(folder), {
      code: 'manifest-damaged',
      message: `Expected line ${line} of ${manifestOf(folder)} to be ${expected}. Start again with --overwrite, or in another folder.`,
      facts: { file: manifestOf(folder), line: line - 1 },
    });
  });
}

test('refuses a manifest that cannot be read', async () => {
  const folder = await newFolder();
  await mkdir(manifestOf(folder));
  await assert.rejects(readManifest(folder), { code: 'output-refused' });
});

for (const [what, bytes] of [
  ['shorter', 21],
  ['empty', 0],
] as const) {
  test(`refuses to go on with rejects that are ${what} than the manifest counts, and leaves both as they are`, async () => {
    const folder = await folderOf(2);
    await truncate(rejectsOf(folder), bytes);
    const manifest = await readFile(manifestOf(folder), 'utf8');
    await assert.rejects(ManifestWriter.open(folder, JOB, await readManifest(folder)), {
      code: 'manifest-damaged',
      message: `Expected ${rejectsOf(folder)} to have the 22 bytes that the manifest counts, got ${bytes}. Start again with --overwrite, or in another folder.`,
      facts: { file: rejectsOf(folder) },
    });
    assert.equal(await readFile(rejectsOf(folder), 'utf8'), '{"line":0}\n{"line":1}\n'.slice(0, bytes));
    assert.equal(await readFile(manifestOf(folder), 'utf8'), manifest);
  });
}

test('says so when it cannot write', async () => {
  const folder = await newFolder();
  await mkdir(rejectsOf(folder));
  await assert.rejects(ManifestWriter.open(folder, JOB, null), { code: 'write-failed' });
});
