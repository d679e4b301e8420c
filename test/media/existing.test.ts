import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, test } from 'node:test';
import { mediaPath } from '../../src/core/output-path.js';
import { findExisting, type Existing } from '../../src/media/existing.js';
import { jpeg, png, video } from './sample-media.js';

const NEVER = new AbortController().signal;
const ID = '6985418911';

const outDir = await mkdtemp(join(tmpdir(), 'yfcc-existing-'));
afterEach(() => rm(outDir, { recursive: true }));

async function put(extension: string, bytes: Buffer): Promise<void> {
  const path = join(outDir, mediaPath(ID, extension));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

function whole(type: 'jpg' | 'png' | 'mov', bytes: Buffer): Existing['whole'] {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path: mediaPath(ID, type), bytes: bytes.length, sha256, type };
}

test('finds nothing where nothing is', async () => {
  await put('txt', jpeg());
  assert.deepEqual(await findExisting(outDir, ID, 'photo', NEVER), { whole: null, damaged: [] });
});

test('finds a whole file, also a large one', async () => {
  for (const bytes of [jpeg(), jpeg(1_000_000)]) {
    await put('jpg', bytes);
    assert.deepEqual(await findExisting(outDir, ID, 'photo', NEVER), { whole: whole('jpg', bytes), damaged: [] });
  }
});

test('finds a video under any of its extensions', async () => {
  await put('mov', video('qt  '));
  assert.deepEqual((await findExisting(outDir, ID, 'video', NEVER)).whole, whole('mov', video('qt  ')));
  assert.equal((await findExisting(outDir, ID, 'photo', NEVER)).whole, null);
});

test('goes past a damaged file to a whole one', async () => {
  await put('jpg', jpeg().subarray(0, 500));
  await put('png', png());
  const existing = { whole: whole('png', png()), damaged: [mediaPath(ID, 'jpg')] };
  assert.deepEqual(await findExisting(outDir, ID, 'photo', NEVER), existing);
});

const DAMAGED: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['an empty file', Buffer.alloc(0)],
  ['a JPEG cut short', jpeg().subarray(0, -1)],
  ['the placeholder, a PNG, saved as a .jpg', png()],
  ['a page saved as a .jpg', Buffer.from('<html><body>429</body></html>')],
];

for (const [name, bytes] of DAMAGED) {
  test(`takes ${name} for damaged`, async () => {
    await put('jpg', bytes);
    const existing = { whole: null, damaged: [mediaPath(ID, 'jpg')] };
    assert.deepEqual(await findExisting(outDir, ID, 'photo', NEVER), existing);
  });
}

test('stops when it is aborted', async () => {
  await put('jpg', jpeg());
  await assert.rejects(findExisting(outDir, ID, 'photo', AbortSignal.abort(new Error('enough'))), {
    message: 'enough',
  });
});
