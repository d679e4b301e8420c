import assert from 'node:assert/strict';
import test from 'node:test';
import { copiedChunks } from '../../src/engine/copied-chunks.js';
import { chunked } from './chunked.js';

test('keeps each chunk as it was', async () => {
  const kept: string[] = [];
  const copies: Buffer[] = [];
  for await (const copy of copiedChunks(chunked(Buffer.from('abcdef'), 2))) {
    copies.push(copy);
    kept.push(copy.toString());
  }
  assert.deepEqual(kept, ['ab', 'cd', 'ef']);
  assert.deepEqual(copies.map(String), kept);
});
