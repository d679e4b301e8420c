import assert from 'node:assert/strict';
import { readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { DecodeTask } from '../../src/bz2/decode-task.js';
import { SlabPool } from '../../src/bz2/slabs.js';
import { Pool } from '../../src/engine/pool.js';
import { readBytes } from '../../src/engine/source.js';
import { decodeAlone, decodeBytes } from '../../src/jobs/decoded-text.js';
import { noise } from '../bz2/compressed.js';
import { bzip2, longText } from '../bz2/real-bzip2.js';
import { feed } from '../engine/feed.js';
import { scratchFolder } from '../whole/scratch.js';

test('decodes files one after the other in the threads of one pool', async () => {
  const pool = new Pool({ threads: 2, tasksPerWorker: 1 });
  const slabs = new SlabPool();
  try {
    for (const plain of [longText(1000), noise(2_500_000), Buffer.alloc(0)]) {
      const parts: Buffer[] = [];
      const onWarning = (text: string): never => assert.fail(text);
      const decode = (task: DecodeTask, signal: AbortSignal) => pool.runDecode(task, signal);
      const options = { decode, slabs, threads: () => 2, wantsNewlines: false, onWarning };
      for await (const { pieces } of decodeBytes(feed([bzip2(plain)]), 'x.bz2', options)) {
        for (const { slab, start, length } of pieces) {
          parts.push(Buffer.from(slab.bytes.slice(start, start + length)));
          slabs.release(slab);
        }
      }
      assert.ok(Buffer.concat(parts).equals(plain));
      assert.equal(slabs.live, 0);
    }
  } finally {
    await pool.close();
  }
});

const scratch = await scratchFolder('decoded-text');
const path = join(scratch, 'noise.bz2');
const plain = noise(9_000_000);
const ALONE = { threads: 2, wantsNewlines: false, onWarning: (text: string): never => assert.fail(text) };

/** How often this process has the file open. Others come and go: each thread has some of its own. */
function timesOpen(): number {
  return readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`) === path).length;
}

/** Nothing for one that was closed since it was listed: the listing itself opens one. */
function linkOf(fd: string): string | undefined {
  try {
    return readlinkSync(fd);
  } catch {
    return undefined;
  }
}

test('decodes a file that threads read by themselves, and closes it, whole or not', async () => {
  writeFileSync(path, bzip2(plain));
  const parts: Buffer[] = [];
  for await (const { pieces } of decodeAlone(readBytes({ path }), path, ALONE))
    for (const { slab, start, length } of pieces) parts.push(Buffer.from(slab.bytes.slice(start, start + length)));
  assert.ok(Buffer.concat(parts).equals(plain));
  assert.equal(timesOpen(), 0);
  for await (const { pieces } of decodeAlone(readBytes({ path }), path, ALONE)) {
    assert.equal(timesOpen(), 1);
    if (pieces.length > 0) break;
  }
  assert.equal(timesOpen(), 0);
});

test('says where a file ends that has become shorter while it was read', async () => {
  writeFileSync(path, bzip2(plain));
  const source = { path, source: 'exif' } as const;
  const reading = async (): Promise<void> => {
    for await (const { pieces } of decodeAlone(readBytes(source), path, { ...ALONE, threads: 1 }))
      if (pieces.length > 0) truncateSync(path, 5_000_000);
  };
  await assert.rejects(reading(), {
    code: 'bad-input',
    message: `Could not read ${path} behind byte 5000000: it has become shorter while it was read.`,
    facts: { file: path, source: 'exif', offset: 5_000_000 },
  });
  assert.equal(timesOpen(), 0);
});
