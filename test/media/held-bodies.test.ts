import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body, BodyPlace } from '../../src/core/body-place.js';
import type { MediaResult } from '../../src/core/outcome.js';
import { HeldBodies } from '../../src/media/held-bodies.js';
import { openJournal, type Journal } from '../../src/media/journal.js';
import { mediaResult } from '../core/media-result.js';
import { scratchFolder } from '../whole/scratch.js';
import { jpeg } from './sample-media.js';

const scratch = await scratchFolder('held-bodies');

function resultOf(body: Uint8Array): MediaResult {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return mediaResult({ outcome: 'ok', path: '1.jpg', type: 'jpg', bytes: body.length, sha256, detail: null });
}

interface Case {
  readonly journal: Journal;
  readonly path: string;
  readonly held: HeldBodies;
  readonly placed: Map<string, BodyPlace>;
  readonly hold: (photoId: string, body: Uint8Array) => Body;
}

function heldIn(name: string): Case {
  const path = join(scratch, name, '.yfcc.part', '00042');
  const journal = openJournal(path, true);
  const placed = new Map<string, BodyPlace>();
  const held = new HeldBodies(journal, (photoId, _, place) => placed.set(photoId, place));
  return { journal, path, held, placed, hold: (photoId, body) => held.hold(photoId, resultOf(body), body) };
}

function bytesAt({ file, offset, bytes }: BodyPlace): Buffer {
  return readFileSync(file).subarray(offset, offset + bytes);
}

function knownIn(path: string): readonly string[] {
  const journal = openJournal(path, true);
  journal.close();
  return [...journal.known.keys()];
}

test('gives a copy of the bytes, and notes where they were written', () => {
  const { journal, path, held, placed, hold } = heldIn('written');
  const body = jpeg(2000);
  const mine = Buffer.from(body);
  const holding = hold('1', mine);
  mine.fill(0);
  const where = holding.where();
  assert.ok(where instanceof Uint8Array);
  assert.ok(body.equals(where));
  assert.equal(holding.bytes, body.length);

  const tar = join(scratch, 'written', '.yfcc.part', '00042.0123abcd.tar');
  writeFileSync(tar, where);
  const place = { file: tar, offset: 0, bytes: body.length };
  holding.written(place);
  assert.deepEqual(holding.where(), place);
  assert.deepEqual(placed.get('1'), place);
  held.close();
  journal.close();
  // The bytes stand once, in the tar file.
  assert.ok(readFileSync(path).length < body.length);
  assert.deepEqual(knownIn(path), ['1']);
});

test('puts the first to come into the journal when there are many', () => {
  const { journal, path, held, placed, hold } = heldIn('many');
  const bodies = Array.from({ length: 20 }, (_, k) => jpeg(1000 + k));
  const holdings = bodies.map((body, k) => hold(String(k), body));
  const inMemory = holdings.filter((holding) => holding.where() instanceof Uint8Array);
  assert.equal(inMemory.length, 16);
  for (const [k, holding] of holdings.slice(0, 4).entries()) {
    const place = holding.where();
    assert.ok('file' in place);
    assert.deepEqual(placed.get(String(k)), place);
    assert.ok(bodies[k]?.equals(bytesAt(place)));
  }
  held.close();
  journal.close();
  // In the end all are there, and still where they say.
  assert.equal(knownIn(path).length, 20);
  for (const [k, holding] of holdings.entries()) {
    const place = holding.where();
    assert.ok('file' in place);
    assert.ok(bodies[k]?.equals(bytesAt(place)));
  }
});

test('holds none for long', async () => {
  const { journal, path, held, placed, hold } = heldIn('long');
  const body = jpeg(3000);
  const holding = hold('1', body);
  for (const until = performance.now() + 10_000; placed.size === 0 && performance.now() < until;) await sleep(20);
  const place = holding.where();
  assert.ok('file' in place);
  assert.ok(body.equals(bytesAt(place)));
  assert.deepEqual(knownIn(path), ['1']);
  held.close();
  journal.close();
});
