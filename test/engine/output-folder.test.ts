import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { LOCK_NAME, lockOutput } from '../../src/engine/job-lock.js';
import { MANIFEST_NAME, ManifestWriter, type JobIdentity, type JobLine } from '../../src/engine/manifest.js';
import { openOutputFolder, type OnExisting } from '../../src/engine/output-folder.js';
import { scratchFolder } from '../whole/scratch.js';
import { JOB, shardLine } from './shard-line.js';

const scratch = await scratchFolder('output');

let folders = 0;

/** A folder with these files in it. */
async function newFolder(...files: readonly string[]): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), `what was in ${file}`);
  }
  return folder;
}

/** A folder with these files in it, and the manifest of JOB with one shard. */
async function jobFolder(...files: readonly string[]): Promise<string> {
  const folder = await newFolder(...files);
  const writer = await ManifestWriter.open(folder, JOB, null);
  await writer.append(shardLine(0), new Uint8Array());
  await writer.close();
  return folder;
}

/** Opens and closes; gives the number of shards that are done, null for a job that begins. */
async function open(folder: string, onExisting: OnExisting, job: JobIdentity = JOB): Promise<number | null> {
  const opened = await openOutputFolder(folder, job, onExisting);
  await opened.close();
  return opened.content?.shards.length ?? null;
}

for (const onExisting of ['refuse', 'resume', 'overwrite'] as const) {
  test(`begins in an empty folder with ${onExisting}, and in one that is not there`, async () => {
    assert.equal(await open(await newFolder(), onExisting), null);
    const deep = join(scratch, onExisting, 'a', 'b');
    assert.equal(await open(deep, onExisting), null);
    assert.deepEqual(await readdir(deep), []);
  });
}

test('has a lock and an empty folder for temporary names while it is open, and neither afterwards', async () => {
  const folder = await jobFolder('.yfcc.tmp/left behind by a killed run');
  const opened = await openOutputFolder(folder, JOB, 'refuse');
  assert.deepEqual(await readdir(opened.tmpDir), []);
  assert.ok((await readdir(folder)).includes(LOCK_NAME));
  await writeFile(join(opened.tmpDir, 'half'), 'half');
  await opened.close();
  assert.deepEqual((await readdir(folder)).toSorted(), [MANIFEST_NAME, 'rejects.jsonl']);
});

for (const onExisting of ['refuse', 'resume'] as const) {
  test(`goes on in the folder of the same job with ${onExisting}`, async () => {
    const folder = await jobFolder('meta/1/_/1_meta.json', 'notes.txt');
    assert.equal(await open(folder, onExisting), 1);
    assert.equal(await readFile(join(folder, 'meta/1/_/1_meta.json'), 'utf8'), 'what was in meta/1/_/1_meta.json');
  });
}

test('refuses a folder that has other files and no manifest', async () => {
  const folder = await newFolder('notes.txt', 'more.txt');
  await assert.rejects(open(folder, 'refuse'), {
    code: 'output-refused',
    message: `Expected ${folder} to be empty or a job's own folder, got more.txt, notes.txt and no manifest. Give another --out, or --resume to keep what is there, or --overwrite.`,
  });
  assert.deepEqual((await readdir(folder)).toSorted(), ['more.txt', 'notes.txt']);
});

for (const name of ['img/1/_/1.jpg', 'meta/00000.jsonl', 'report.html']) {
  test(`refuses a folder that has ${name} and no manifest, and takes it with resume, keeping it`, async () => {
    const folder = await newFolder(name);
    await assert.rejects(open(folder, 'refuse'), { code: 'output-refused' });
    assert.equal(await open(folder, 'resume'), null);
    assert.equal(await readFile(join(folder, name), 'utf8'), `what was in ${name}`);
  });
}

test('begins in a folder with nothing but a manifest that is torn in its first line, and a report', async () => {
  const folder = await newFolder('rejects.jsonl', 'report.html');
  await writeFile(join(folder, MANIFEST_NAME), '{"type":"jo');
  assert.equal(await open(folder, 'refuse'), null);
});

test('overwrites only what a job writes', async () => {
  const folder = await jobFolder(
    'meta/a',
    'img/b',
    'checksums/c',
    'outcomes/d',
    'report.html',
    'notes.txt',
    'metadata/e',
    'images/img',
  );
  assert.equal(await open(folder, 'overwrite'), null);
  assert.deepEqual((await readdir(folder)).toSorted(), ['images', 'metadata', 'notes.txt']);
});

for (const [format, left] of [
  ['files', ['00000.tar', '100000.tar', 'mine.tar']],
  ['webdataset', ['mine.tar']],
] as const) {
  test(`leaves ${left.join(' and ')} when it overwrites a job with format ${format}`, async () => {
    const folder = await newFolder('00000.tar', '100000.tar', 'mine.tar');
    const job = { type: 'job', options: { format } };
    await writeFile(join(folder, MANIFEST_NAME), `${JSON.stringify(job)}\n{"type":"sha`);
    assert.equal(await open(folder, 'overwrite'), null);
    assert.deepEqual((await readdir(folder)).toSorted(), left);
  });
}

/** What a manifest is called while the rest is removed. */
const MARK = '.yfcc.removing';

for (const onExisting of ['refuse', 'resume', 'overwrite'] as const) {
  test(`finishes with ${onExisting} what an overwrite that was killed began, and begins anew`, async () => {
    const folder = await jobFolder('meta/a', 'img/b', 'checksums/c', 'outcomes/d');
    await rename(join(folder, MANIFEST_NAME), join(folder, MARK));
    await rm(join(folder, 'rejects.jsonl'));
    assert.equal(await open(folder, onExisting), null);
    assert.deepEqual(await readdir(folder), []);
  });
}

test('keeps what is not of the job when it finishes an overwrite', async () => {
  const folder = await jobFolder('meta/a', 'notes.txt');
  await rename(join(folder, MANIFEST_NAME), join(folder, MARK));
  assert.equal(await open(folder, 'overwrite'), null);
  assert.deepEqual(await readdir(folder), ['notes.txt']);
});

test('finishes a removal of which nothing but the mark is left', async () => {
  const folder = await newFolder(MARK);
  assert.equal(await open(folder, 'refuse'), null);
  assert.deepEqual(await readdir(folder), []);
});

test('removes what was begun behind a mark, too', async () => {
  // Killed in an overwrite of what was left by one that was killed before.
  const folder = await jobFolder('meta/a', MARK);
  assert.equal(await open(folder, 'overwrite'), null);
  assert.deepEqual(await readdir(folder), []);
});

test('overwrites nothing in a folder that no job has written', async () => {
  const folder = await newFolder('meta/a', 'img/b', 'notes.txt');
  assert.equal(await open(folder, 'overwrite'), null);
  assert.deepEqual((await readdir(folder)).toSorted(), ['img', 'meta', 'notes.txt']);
});

test('overwrites what another job has written, also where its manifest is damaged', async () => {
  const folder = await jobFolder('meta/a');
  await writeFile(join(folder, MANIFEST_NAME), 'junk\n');
  await assert.rejects(open(folder, 'refuse'), { code: 'manifest-damaged' });
  assert.equal(await open(folder, 'overwrite'), null);
  assert.deepEqual(await readdir(folder), []);
});

/** The exif file of JOB. */
const EXIF = { bytes: 20, fingerprint: 'e' };

/** What differs from JOB, and how it is told. */
const DIFFERENCES: readonly (readonly [string, Partial<JobIdentity>, string])[] = [
  ['an option', { options: { ...JOB.options, format: 'jsonl' } }, 'it was begun with format files, not jsonl'],
  ['a number', { options: { ...JOB.options, 'shard-rows': 20 } }, 'it was begun with shard-rows 10, not 20'],
  ['an option that was null', { options: { ...JOB.options, to: 5 } }, 'it was begun with to null, not 5'],
  [
    'an option that there was not',
    { options: { ...JOB.options, gzip: true } },
    'it was begun with gzip undefined, not true',
  ],
  [
    'a file',
    { sources: { ...JOB.sources, exif: { bytes: 21, fingerprint: 'f' } } },
    'its exif file was another one (20 bytes then, 21 now)',
  ],
  [
    'a file of the same size',
    { sources: { ...JOB.sources, dataset: { bytes: 10, fingerprint: 'x' } } },
    'its dataset file was another one (10 bytes then, 10 now)',
  ],
  [
    'a file more',
    { sources: { ...JOB.sources, places: { bytes: 1, fingerprint: 'p' } } },
    'it was begun without places',
  ],
  [
    'a part more',
    {
      sources: { ...JOB.sources, exif: { bytes: 21, fingerprint: 'f', files: [EXIF, { bytes: 1, fingerprint: 'p' }] } },
    },
    'its exif had 1 files then, 2 now',
  ],
  ['a file less', { sources: { dataset: { bytes: 10, fingerprint: 'd' } } }, 'it was begun with exif'],
];

for (const [what, other, difference] of DIFFERENCES) {
  test(`refuses the folder of a job that differs in ${what}`, async () => {
    const folder = await jobFolder('meta/a');
    for (const onExisting of ['refuse', 'resume'] as const) {
      await assert.rejects(open(folder, onExisting, { ...JOB, ...other }), {
        code: 'resume-refused',
        message: `Expected ${folder} to be this job's, but ${difference}. Give the same options and files, another --out, or --overwrite to begin anew.`,
        facts: { file: folder },
      });
    }
    assert.equal(await open(folder, 'overwrite', { ...JOB, ...other }), null);
  });
}

test('says which of several files differs', async () => {
  const folder = await newFolder();
  const jobOf = (...files: readonly string[]): JobLine => ({
    ...JOB,
    sources: {
      dataset: {
        bytes: 2,
        fingerprint: files.join(''),
        files: files.map((fingerprint) => ({ bytes: 1, fingerprint })),
      },
    },
  });
  await (await ManifestWriter.open(folder, jobOf('a', 'b'), null)).close();
  await assert.rejects(open(folder, 'refuse', jobOf('a', 'c')), {
    code: 'resume-refused',
    message: /but file 2 of its dataset was another one \(1 bytes then, 1 now\)\./,
  });
});

test('gives the lock back when it refuses', async () => {
  const folder = await newFolder('notes.txt');
  await assert.rejects(open(folder, 'refuse'), { code: 'output-refused' });
  await (await lockOutput(folder)).release();
});

test('refuses a folder in use, and leaves it to its owner', async () => {
  const folder = await jobFolder();
  const owner = await openOutputFolder(folder, JOB, 'refuse');
  await writeFile(join(owner.tmpDir, 'half'), '');
  await assert.rejects(open(folder, 'overwrite'), { code: 'output-refused' });
  assert.deepEqual(await readdir(owner.tmpDir), ['half']);
  await owner.close();
});

test('refuses an output that is a file, or lies below one', async () => {
  const folder = await newFolder('file');
  for (const out of [join(folder, 'file'), join(folder, 'file', 'below')]) {
    await assert.rejects(open(out, 'refuse'), {
      code: 'output-refused',
      message: `Expected --out to be a folder, got a file: ${out}.`,
    });
  }
});

test('says so when it cannot make the folder', async () => {
  // Not even root makes a folder there.
  await assert.rejects(open('/sys/yfcc-out', 'refuse'), { code: 'write-failed' });
});
