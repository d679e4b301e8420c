import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { quickCat } from '../../src/cli/quick-cat.js';
import { compressed, noisyLines } from '../bz2/compressed.js';
import { scratchFolder } from '../whole/scratch.js';
import { catContext } from './cat-context.js';

const scratch = await scratchFolder('quick-cat');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(300_000);
const file = compressed('bzip2', 1, plain);
await writeFile(path, file);
const badPath = join(scratch, 'bad.bz2');
await writeFile(badPath, Buffer.from(file).fill(0, 60_000, 60_010));

test('writes the bytes of a file, and of standard input', async () => {
  for (const args of [[path], ['-'], ['--threads', '1', path], ['--threads=2', '--', path]]) {
    const { context, out } = catContext(file);
    assert.equal(await quickCat(['cat', ...args], context), 0);
    assert.ok(out().equals(plain), args.join(' '));
  }
});

test('writes several files one behind the other', async () => {
  const { context, out } = catContext(file);
  assert.equal(await quickCat(['cat', path, '-'], context), 0);
  assert.ok(out().equals(Buffer.concat([plain, plain])));
});

test('writes lines, and skips what is damaged', async () => {
  const lines = catContext();
  assert.equal(await quickCat(['cat', '--lines', '10..12', path], lines.context), 0);
  assert.equal(lines.out().toString(), `${plain.toString().split('\n').slice(10, 12).join('\n')}\n`);
  const skipping = catContext();
  assert.equal(await quickCat(['cat', badPath, '--skip-bad'], skipping.context), 1);
  assert.match(skipping.stderr.text, /skipped what is damaged at bit \d+/);
});

test('gives the exit code of what goes wrong, and says so', async () => {
  const { context, stderr } = catContext();
  assert.equal(await quickCat(['cat', '--threads', '0', path], context), 2);
  assert.match(stderr.text, /Expected --threads to be an integer from 1 to 512, got 0/);
  assert.equal(await quickCat(['cat', join(scratch, 'not-there')], catContext().context), 3);
});

const OTHERS = [
  [],
  ['run', '--in', 'x'],
  ['cat'],
  ['cat', 's3://a/b', '--s3-anonymous'],
  ['cat', 'a', '--help'],
  ['cat', 'a', '-h'],
  ['cat', 'a', '--bogus'],
  ['cat', 'a', '--threads'],
  ['cat', 'a', '--threads', 'two'],
  ['cat', 'a', '--threads', '1', '--threads', '2'],
  ['cat', 'a', '--lines', '1..2', '--lines', '3..4'],
  ['cat', 'a', '--skip-bad=false'],
  ['cat', 'a', '--no-skip-bad'],
];

for (const argv of OTHERS) {
  test(`leaves to yargs: ${argv.join(' ') || 'no words'}`, async () => {
    const { context, stderr, out } = catContext();
    assert.equal(await quickCat(argv, context), null);
    assert.deepEqual([stderr.text, out().length], ['', 0]);
  });
}
