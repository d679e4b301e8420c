import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Checksums } from '../../src/sinks/checksums.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext } from './context.js';

const scratch = await scratchFolder('checksums');
const NO_SHA256SUM =
  spawnSync('sha256sum', ['--version']).error === undefined ? false : 'There is no sha256sum on this machine';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

test('has no file when nothing was added', async () => {
  const context = await newContext(scratch, 'none');
  assert.equal(new Checksums(context).close(), null);
  assert.deepEqual(await filesIn(context.outDir), []);
});

test('removes the file of an earlier try when nothing was added, and no other', async () => {
  const context = await newContext(scratch, 'stale');
  await mkdir(join(context.outDir, 'checksums'));
  for (const shard of ['00006', '00007']) await writeFile(join(context.outDir, `checksums/${shard}.sha256`), 'stale');
  assert.equal(new Checksums(context).close(), null);
  assert.deepEqual(await filesIn(context.outDir), ['checksums/00006.sha256']);
});

test('writes what `sha256sum -c` accepts', { skip: NO_SHA256SUM }, async () => {
  const context = await newContext(scratch, 'some');
  const checksums = new Checksums(context);
  const texts = ['', 'a', 'b'.repeat(10_000)];
  await mkdir(join(context.outDir, 'meta'));
  for (const [k, text] of texts.entries()) {
    await writeFile(join(context.outDir, `meta/${k}.json`), text);
    checksums.add(`meta/${k}.json`, digest(text));
  }
  const output = checksums.close();
  assert.equal(output?.path, 'checksums/00007.sha256');
  assert.equal(
    execFileSync('sha256sum', ['-c', output.path], { cwd: context.outDir, encoding: 'utf8' }),
    'meta/0.json: OK\nmeta/1.json: OK\nmeta/2.json: OK\n',
  );
});

test('keeps every one of many, in the order in which they came', async () => {
  const context = await newContext(scratch, 'many');
  const checksums = new Checksums(context);
  let expected = '';
  for (let k = 0; k < 6000; k++) {
    checksums.add(`meta/${k}`, digest(String(k)));
    expected += `${digest(String(k))}  meta/${k}\n`;
  }
  const output = checksums.close();
  assert.deepEqual(output, { path: 'checksums/00007.sha256', bytes: expected.length, sha256: digest(expected) });
});

test('leaves nothing when it is aborted, before or after its first bytes', async () => {
  for (const count of [0, 1, 6000]) {
    const context = await newContext(scratch, `abort ${count}`);
    const checksums = new Checksums(context);
    for (let k = 0; k < count; k++) checksums.add(`meta/${k}`, digest(''));
    checksums.abort();
    assert.deepEqual(await filesIn(context.outDir), []);
  }
});
