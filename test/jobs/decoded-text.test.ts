import assert from 'node:assert/strict';
import test from 'node:test';
import type { DecodeTask } from '../../src/bz2/decode-task.js';
import { SlabPool } from '../../src/bz2/slabs.js';
import { Pool } from '../../src/engine/pool.js';
import { decodeBytes } from '../../src/jobs/decoded-text.js';
import { noise } from '../bz2/compressed.js';
import { bzip2, longText } from '../bz2/real-bzip2.js';
import { feed } from '../engine/feed.js';

test('decodes files one after the other in the threads of one pool', async () => {
  const pool = new Pool({ threads: 2, tasksPerWorker: 1 });
  const slabs = new SlabPool();
  try {
    for (const plain of [longText(1000), noise(2_500_000), Buffer.alloc(0)]) {
      const parts: Buffer[] = [];
      const onWarning = (text: string): never => assert.fail(text);
      const decode = (task: DecodeTask, signal: AbortSignal) => pool.runDecode(task, signal);
      const options = { decode, slabs, threads: 2, wantsNewlines: false, onWarning };
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
