import assert from 'node:assert/strict';
import test from 'node:test';
import { DECODERS } from '../../src/bz2/decoders.js';
import { collect } from '../core/collect.js';
import { feed } from '../engine/feed.js';
import { bzip2, longText, NO_BZIP2 } from './real-bzip2.js';

for (const [name, decompress] of Object.entries(DECODERS)) {
  test(`decodes with ${name} what bzip2 encodes`, { skip: NO_BZIP2 }, async () => {
    const text = longText(250_000);
    const compressed = Buffer.concat([bzip2(text, 1), bzip2(text, 9)]);
    const decoded = await collect(decompress(feed([compressed]), { file: 'a.bz2', onWarning: assert.fail }));
    assert.ok(Buffer.concat(decoded).equals(Buffer.concat([text, text])));
  });
}
