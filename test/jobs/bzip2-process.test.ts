import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../src/jobs/bzip2-process.js', import.meta.url));
const MAX_BYTES = 16 * 1024 * 1024;

const line = 'Exif+IFD0.Make:Canon,Exif+IFD0.Model:EOS+40D\n';
const INPUTS = [
  ['nothing', Buffer.alloc(0), 1],
  ['a line', Buffer.from(line), 1],
  ['just one stream', Buffer.alloc(890_000, line), 1],
  ['three streams', Buffer.alloc(2_000_000, line), 3],
  [
    'bytes that cannot be compressed',
    Buffer.from(Array.from({ length: 900_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24)),
    2,
  ],
] as const;

for (const [name, plain, streams] of INPUTS) {
  test(`compresses ${name} so that bzip2 reads it`, (context) => {
    try {
      import.meta.resolve('bzip2-wasm');
    } catch {
      context.skip('bzip2-wasm is not installed');
      return;
    }
    const ours = spawnSync(process.execPath, [SCRIPT], { input: plain, maxBuffer: MAX_BYTES });
    assert.deepEqual([ours.stderr.toString(), ours.status], ['', 0]);
    assert.equal(ours.stdout.toString('latin1').split('BZh9').length - 1, streams);
    const theirs = spawnSync('bzip2', ['-dc'], { input: ours.stdout, maxBuffer: MAX_BYTES });
    if (theirs.error !== undefined) context.skip('there is no bzip2 to read it back');
    else assert.equal(theirs.stdout.equals(plain), true);
  });
}
