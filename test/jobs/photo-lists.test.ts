import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { hasHash, hasId } from '../../src/core/photo-key.js';
import { withPhotoLists } from '../../src/jobs/photo-lists.js';
import { resolveRunOptions, type ResolvedRun, type RunOptions } from '../../src/jobs/run-options.js';
import { bzip2, NO_BZIP2 } from '../bz2/real-bzip2.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('photo-lists');

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

function read(options: Partial<RunOptions>, signal = new AbortController().signal): Promise<ResolvedRun> {
  const resolved = resolveRunOptions({ dataset: 'd', out: 'o', threads: 1, ...options });
  return withPhotoLists(resolved, { signal, onWarning: assert.fail });
}

const LIST = Array.from({ length: 5000 }, (_, k) => `${k}\t${4_000_000_000 + k}\t${(k + 256).toString(16)}\n`).join('');

async function checkList(name: string, content: string | Uint8Array): Promise<void> {
  const file = fileOf(name, content);
  const { filter } = await read({ ids: [file], hashes: [file] });
  assert.ok(filter !== null && filter.ids !== null && filter.hashes !== null);
  assert.equal(filter.ids.count, 5000);
  assert.ok(hasId(filter.ids, '4000004999') && !hasId(filter.ids, '4000005000'));
  assert.equal(filter.hashes.short.count, 5000);
  assert.ok(hasHash(filter.hashes, Buffer.from('100')) && !hasHash(filter.hashes, Buffer.from('ff')));
}

test('reads a list of three cells a line', () => checkList('plain.tsv', LIST));

test('reads it packed with gzip', () => checkList('packed.tsv.gz', gzipSync(LIST)));

test('reads it packed with bzip2', { skip: NO_BZIP2 }, () => checkList('packed.tsv.bz2', bzip2(Buffer.from(LIST))));

test('takes what is in any of several files of one kind', async () => {
  const { filter } = await read({ kind: ['photo'], ids: [fileOf('a', '1\n2\n'), fileOf('b', '3')] });
  assert.ok(filter !== null && filter.ids !== null);
  assert.deepEqual([filter.ids.count, filter.hashes, filter.kinds], [3, null, ['photo']]);
});

test('leaves a job without lists as it is', async () => {
  assert.equal((await read({})).filter, null);
});

test('takes no record of an empty list, which is a list all the same', async () => {
  const { filter } = await read({ ids: [fileOf('empty', '')] });
  assert.equal(filter?.ids?.count, 0);
});

test('refuses a file that is not there, and one that is no list', async () => {
  const lost = join(scratch, 'lost');
  await assert.rejects(read({ ids: [lost] }), { code: 'bad-input', message: /^Expected ids to be a file, got .*lost/ });
  await assert.rejects(read({ hashes: [fileOf('text', 'ab\nno hash\n')] }), {
    code: 'bad-input',
    message: /^Expected line 1 \(from 0\) of .*text to be a hash of up to 32 hex digits, .*, got "no hash"\.$/,
  });
  assert.throws(() => resolveRunOptions({ dataset: 'd', out: 'o', ids: [''] }), { code: 'usage' });
});

test('stops reading when it is told to', async () => {
  await assert.rejects(read({ ids: [fileOf('long', LIST)] }, AbortSignal.abort()), { name: 'AbortError' });
});
