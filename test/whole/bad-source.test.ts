import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inputWith, runOn, type MakeInput } from './odd-input.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf } from './tree.js';

const scratch = await scratchFolder('bad-source');
const ROWS = 400;

/** The text of a dataset file of many bz2 blocks, and the file's bytes. */
function bz2Dataset(rows = 2000): Buffer {
  const text = makeLines(rows)
    .dataset.map((line) => `${line}\n`)
    .join('');
  return execFileSync('bzip2', ['-1', '-c'], { input: Buffer.from(text, 'latin1') });
}

/** With one bit of its middle turned. */
function corrupt(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy.writeUInt8(copy.readUInt8(middle) ^ 0x10, middle);
  return copy;
}

describe('a source that cannot be read ends the job with exit code 3 and says which', () => {
  const DATASET = 'yfcc100m_dataset.bz2';
  const sideways =
    (source: string, bytes: Uint8Array): MakeInput =>
    (input) => {
      writeSources(input, makeLines(ROWS), { only: ['dataset'] });
      writeFileSync(join(input, `yfcc100m_${source}.bz2`), bytes);
      return ['--in', input];
    };
  const whole = bz2Dataset();
  const inputs = [
    {
      name: 'a bz2 cut in the middle',
      make: inputWith(DATASET, whole.subarray(0, whole.length >> 1)),
      says: /yfcc100m_dataset\.bz2.*middle of a stream.*byte \d+/s,
    },
    {
      name: 'a bz2 without its last byte',
      make: inputWith(DATASET, whole.subarray(0, -1)),
      says: /yfcc100m_dataset\.bz2.*middle of a stream/s,
    },
    { name: 'a bz2 of 4 bytes', make: inputWith(DATASET, whole.subarray(0, 4)), says: /yfcc100m_dataset\.bz2/ },
    { name: 'a damaged block', make: inputWith(DATASET, corrupt(whole)), says: /yfcc100m_dataset\.bz2.*byte \d+/s },
    {
      name: 'text under the name of a bz2',
      make: inputWith(DATASET, makeLines(3).dataset.join('\n')),
      says: /yfcc100m_dataset\.bz2 to begin with BZh/,
    },
    { name: 'an empty bz2', make: inputWith(DATASET, ''), says: /yfcc100m_dataset\.bz2.*empty file/ },
    {
      name: 'an empty plain file',
      make: inputWith('yfcc100m_dataset', ''),
      says: /rows, got an empty file.*yfcc100m_dataset/,
    },
    {
      name: 'a damaged block of the exif file',
      make: sideways('exif', corrupt(bz2Dataset())),
      says: /yfcc100m_exif\.bz2/,
    },
    {
      name: 'a cut autotags file',
      make: sideways('autotags', whole.subarray(0, 50_000)),
      says: /yfcc100m_autotags\.bz2/,
    },
    {
      name: 'a gzip file that is cut',
      make: inputWith('yfcc100m_dataset.gz', gzipSync(makeLines(ROWS).dataset.join('\n')).subarray(0, -20)),
      says: /whole gzip data in .*yfcc100m_dataset\.gz, got a file that is cut.*gzip -t/,
    },
    { name: 'an empty folder', make: (input: string) => ['--in', input], says: /yfcc100m_dataset\*.*an empty folder/ },
    {
      name: 'a folder that is not there',
      make: (input: string) => ['--in', join(input, 'none')],
      says: /readable folder.*ENOENT/,
    },
    {
      name: 'a folder as the dataset',
      make: (input: string) => ['--dataset', input],
      says: /dataset to be a file, got a folder/,
    },
    {
      name: 'a dataset that is not there',
      make: (input: string) => ['--dataset', join(input, 'none')],
      says: /dataset to be a file.*ENOENT/,
    },
    {
      name: 'two files for one source',
      make: (input: string) => {
        writeFileSync(join(input, 'yfcc100m_dataset-b'), 'a');
        return inputWith('yfcc100m_dataset-a', 'b')(input);
      },
      says: /one yfcc100m_dataset\* file.*got 2.*--dataset/,
    },
    {
      name: 'a side file of other rows',
      make: (input: string) => {
        const lines = makeLines(ROWS);
        lines.autotags = makeLines(2 * ROWS).autotags.slice(ROWS);
        return ['--in', writeSources(input, lines), '--look-ahead', '100'];
      },
      says: /autotags to have lines of the dataset's rows, but none of its 400 lines/,
    },
  ] as const;
  for (const { name, make, says } of inputs) {
    it(name, { timeout: 30_000 }, async () => {
      const { ended, out } = await runOn(scratch, make);
      assert.match(ended.stderr, says);
      assert.equal(ended.code, 3, ended.stderr);
      assert.deepEqual(
        filesOf(out).filter((path) => /tmp|lock/.test(path)),
        [],
      );
    });
  }
});
