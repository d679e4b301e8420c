import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { quickCat } from '../../src/cli/quick-cat.js';
import { catContext } from '../cli/cat-context.js';
import { FIXTURES } from '../core/real-rows.js';
import { CRAFTED_FILES, craftedStreamFile, craftedStreamName, type FileVerdict } from './crafted-streams.js';
import { decodeAll } from './decode-all.js';
import { bunzip2, NO_BZIP2 } from './real-bzip2.js';

/** What the message says for each reason; null where there is none. */
const SAID: Readonly<Record<FileVerdict, RegExp | null>> = {
  whole: null,
  garbage: null,
  'no-header': /to begin with BZh and a digit/,
  truncated: /the end of the file in the middle of a stream at bit \d+|truncated at bit \d+/,
  empty: /an empty file/,
  'bad-crc': /bad-crc at bit \d+/,
  'bad-stream-crc': /a stream whose CRC is not that of its blocks at bit \d+/,
  'bad-magic': /bad-magic at bit \d+/,
};

for (const [name, , verdict] of CRAFTED_FILES) {
  test(
    `${SAID[verdict] === null ? 'decodes' : 'refuses'} a crafted file as bzip2 does: ${name}`,
    { skip: NO_BZIP2 },
    async () => {
      const url = craftedStreamFile(name);
      const bytes = readFileSync(url);
      const { plain, error, warnings, live } = await decodeAll(bytes);
      const expected = bunzip2(bytes);
      assert.equal(expected === null, SAID[verdict] !== null);
      if (expected !== null) assert.ok(plain.equals(expected));
      if (SAID[verdict] === null) assert.equal(error, null);
      else assert.match(error?.message ?? '', SAID[verdict]);
      assert.deepEqual([warnings.length, live], [verdict === 'garbage' ? 1 : 0, 0]);

      const { context, out, stderr } = catContext();
      assert.equal(await quickCat(['cat', url.pathname], context), SAID[verdict] === null ? 0 : 3);
      assert.ok(out().equals(plain));
      assert.equal(stderr.text === '', verdict === 'whole');
    },
  );
}

test('has a line in the README of the fixtures for each file', () => {
  const lines = readFileSync(new URL('README.md', FIXTURES), 'utf8').split('\n');
  const files = readdirSync(new URL('bz2-files/', FIXTURES)).map((file) => `bz2-files/${file}`);
  assert.deepEqual(files.toSorted(), CRAFTED_FILES.map(([name]) => craftedStreamName(name)).toSorted());
  for (const file of files)
    assert.ok(
      lines.some((line) => line.startsWith(`| ${file} |`)),
      file,
    );
});
