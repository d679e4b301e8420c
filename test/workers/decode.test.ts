import assert from 'node:assert/strict';
import test from 'node:test';
import decode from '../../workers/decode.js';
import { decodeAll } from '../bz2/decode-all.js';
import { bzip2, longText } from '../bz2/real-bzip2.js';

test('decodes one task after the other', async () => {
  for (const plain of [longText(5000), longText(200_000)]) {
    const decoded = await decodeAll(bzip2(plain), { decode: (task) => Promise.resolve(decode(task)) });
    assert.ok(decoded.plain.equals(plain));
  }
});
