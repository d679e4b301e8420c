import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, makePhoto } from '../../src/synth/photo.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { userDirectory } from '../../src/synth/user.js';

const DECIMALS = [
  [-81.804885, '-81.804885'],
  [-1, '-1.0'],
  [0, '0.0'],
  [-0, '0.0'],
  [13.58993, '13.58993'],
  [0.001, '0.001'],
  [0.000858, '8.58E-4'],
  [-0.000012, '-1.2E-5'],
  [0.000003, '3.0E-6'],
] as const;

for (const [value, text] of DECIMALS) {
  test(`prints ${value} as Java does`, () => assert.equal(decimal(value), text));
}

test('gives no id twice, not even past the size of the real dataset', () => {
  const userAt = userDirectory(1);
  const random = new Random();
  const idAt = (row: number): number =>
    makePhoto(random.reseed(5, row, STREAM.photo), { seed: 5, videoRate: 0 }, row, userAt).id;
  const ids = [0, 2 ** 26, 2 ** 27 - 1000, 2 ** 27].flatMap((start) =>
    Array.from({ length: 2000 }, (_, index) => idAt(start + index)),
  );
  // The third stretch runs into the fourth.
  assert.equal(new Set(ids).size, ids.length - 1000);
});

test('gives later uploads higher ids', () => {
  const userAt = userDirectory(1);
  const random = new Random();
  const photos = Array.from({ length: 500 }, (_, row) =>
    makePhoto(random.reseed(1, row, STREAM.photo), { seed: 1, videoRate: 0 }, row, userAt),
  ).sort((one, other) => one.id - other.id);
  const uploads = photos.map(({ uploaded }) => uploaded);
  assert.deepEqual(
    uploads,
    [...uploads].sort((one, other) => one - other),
  );
});

test('takes no picture after its upload', () => {
  const userAt = userDirectory(1);
  const random = new Random();
  for (let row = 0; row < 500; row++) {
    const photo = makePhoto(random.reseed(1, row, STREAM.photo), { seed: 1, videoRate: 0 }, row, userAt);
    assert.ok(Date.parse(`${photo.taken}Z`) <= photo.uploaded * 1000);
  }
});
