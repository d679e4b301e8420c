import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { readPicture } from '../../src/dashboard/picture.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('picture');
const file = join(scratch, 'journal');
await writeFile(file, 'aheadPICTUREbehind');
const MEDIA = { photoId: '1', file, offset: 5, bytes: 7, type: 'jpg' };

test('reads a picture out of the middle of a file', async () => {
  const picture = await readPicture(MEDIA);
  assert.deepEqual([picture?.type, Buffer.from(picture?.bytes ?? []).toString()], ['image/jpeg', 'PICTURE']);
});

for (const [name, media] of [
  ['a file that is gone', { ...MEDIA, file: join(scratch, 'gone') }],
  ['a file that has been cut', { ...MEDIA, bytes: 100 }],
  ['what no page can show', { ...MEDIA, type: 'mp4' }],
  ['a name of the language', { ...MEDIA, type: 'constructor' }],
] as const) {
  test(`gives nothing for ${name}`, async () => assert.equal(await readPicture(media), null));
}
