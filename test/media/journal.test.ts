import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { BodyPlace } from '../../src/core/body-place.js';
import { outcomeLine } from '../../src/core/outcome-line.js';
import type { MediaResult } from '../../src/core/outcome.js';
import { openJournal } from '../../src/media/journal.js';
import type { KeptFile, SavedMedia } from '../../src/media/store.js';
import { mediaResult } from '../core/media-result.js';
import { scratchFolder } from '../whole/scratch.js';
import { jpeg } from './sample-media.js';

const scratch = await scratchFolder('journal');

function came(body: Buffer): { readonly result: MediaResult; readonly file: KeptFile } {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const result = mediaResult({ outcome: 'ok', path: '1.jpg', type: 'jpg', bytes: body.length, sha256, detail: null });
  return { result, file: { body, tempPath: null } };
}

/** Where a saved body is: in a file. */
function placeOf(saved: SavedMedia | undefined): BodyPlace {
  const place = saved?.body?.where();
  assert.ok(place && 'file' in place);
  return place;
}

/** A journal with bodies of three photos and an outcome without one. */
function fill(name: string): { readonly path: string; readonly bodies: readonly Buffer[] } {
  const path = join(scratch, name, '00042');
  const journal = openJournal(path, true);
  const bodies = [jpeg(3000), jpeg(200_000), jpeg(10)];
  for (const [k, body] of bodies.entries()) {
    const { result, file } = came(body);
    const place = placeOf(journal.add(String(k), result, file));
    assert.ok(body.equals(readFileSync(path).subarray(place.offset, place.offset + place.bytes)));
  }
  assert.equal(journal.add('gone', mediaResult(), null).body, null);
  journal.close();
  return { path, bodies };
}

test('knows what was added when it is opened again, and where its bytes are', () => {
  const { path, bodies } = fill('again');
  const journal = openJournal(path, true);
  assert.deepEqual([...journal.known.keys()], ['0', '1', '2', 'gone']);
  for (const [k, body] of bodies.entries()) {
    const saved = journal.known.get(String(k));
    const place = placeOf(saved);
    assert.ok(body.equals(readFileSync(path).subarray(place.offset, place.offset + place.bytes)));
    assert.deepEqual(saved?.result, came(body).result);
  }
  const line = outcomeLine({ photoId: 'gone', result: mediaResult() });
  assert.deepEqual(journal.known.get('gone'), { result: mediaResult(), line, body: null });
  journal.close();
});

test('drops what a kill cut short at any byte of it, and is added to behind the last whole frame', () => {
  const { path } = fill('cut');
  const whole = readFileSync(path);
  const ends = new Set<number>();
  for (let bytes = whole.length - 1; bytes >= 0; bytes -= bytes > 203_000 || bytes < 4000 ? 1 : 997) {
    writeFileSync(path, whole.subarray(0, bytes));
    const journal = openJournal(path, true);
    const { size } = statSync(path);
    ends.add(size);
    assert.ok(size <= bytes);
    assert.ok(journal.known.size < 4);
    journal.close();
  }
  assert.equal(ends.size, 4);
  const journal = openJournal(path, true);
  journal.add('new', mediaResult(), null);
  journal.close();
  assert.deepEqual([...openJournal(path, true).known.keys()], ['new']);
});

test('trusts no body whose bytes are not those that came', () => {
  const { path } = fill('damaged');
  const bytes = readFileSync(path);
  bytes[bytes.length - 3000] = (bytes.at(-3000) ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const journal = openJournal(path, true);
  assert.deepEqual([...journal.known.keys()], ['0']);
  journal.close();
});

test('trusts no zeros that a power cut left at the end', () => {
  const { path } = fill('zeros');
  appendFileSync(path, Buffer.alloc(5000));
  const journal = openJournal(path, true);
  assert.equal(journal.known.size, 4);
  journal.close();
});

test('takes a body out of a file, also one that is longer than its pieces', () => {
  const path = join(scratch, 'large', '00001');
  const tempPath = join(scratch, 'large.tmp');
  const body = jpeg(3_000_000);
  writeFileSync(tempPath, body);
  const journal = openJournal(path, true);
  const place = placeOf(journal.add('1', came(body).result, { body: null, tempPath }));
  journal.close();
  assert.ok(body.equals(readFileSync(path).subarray(place.offset, place.offset + place.bytes)));
});

/** A journal of two photos whose bytes stand in a tar file, and one of its own between them. */
function fillPlaced(name: string): { readonly path: string; readonly tar: string; readonly bodies: readonly Buffer[] } {
  const path = join(scratch, name, '.yfcc.part', '00042');
  const tar = join(scratch, name, '.yfcc.part', '00042.0123abcd.tar');
  const bodies = [jpeg(3000), jpeg(4000), jpeg(5000)];
  const journal = openJournal(path, true);
  writeFileSync(tar, Buffer.concat([Buffer.alloc(512), ...bodies]));
  let offset = 512;
  for (const [k, body] of bodies.entries()) {
    const { result, file } = came(body);
    if (k === 1) journal.add('1', result, file);
    else journal.addPlaced(outcomeLine({ photoId: String(k), result }), { file: tar, offset, bytes: body.length });
    offset += body.length;
  }
  journal.close();
  return { path, tar, bodies };
}

test('knows of bytes that stand in a tar file beside it, and in one that has got its name', () => {
  const { path, tar, bodies } = fillPlaced('placed');
  const named = join(scratch, 'placed', '00042.tar');
  for (const file of [tar, named]) {
    renameSync(tar, file);
    const journal = openJournal(path, true);
    for (const [k, body] of bodies.entries()) {
      const saved = journal.known.get(String(k));
      const place = placeOf(saved);
      assert.equal(place.file, k === 1 ? path : file);
      assert.ok(body.equals(readFileSync(place.file).subarray(place.offset, place.offset + place.bytes)));
      assert.deepEqual(saved?.result, came(body).result);
      assert.equal(saved?.line, outcomeLine({ photoId: String(k), result: came(body).result }));
    }
    journal.close();
  }
});

test('forgets only those whose bytes in a tar file are gone, or are others', () => {
  const { path, tar } = fillPlaced('lost');
  const known = (): readonly string[] => {
    const journal = openJournal(path, true);
    journal.close();
    return [...journal.known.keys()];
  };
  const bytes = readFileSync(tar);
  bytes[600] = (bytes[600] ?? 0) ^ 1;
  writeFileSync(tar, bytes);
  assert.deepEqual(known(), ['1', '2']);
  truncateSync(tar, bytes.length - 1);
  assert.deepEqual(known(), ['1']);
  rmSync(tar, { force: true });
  assert.deepEqual(known(), ['1']);
});

test('notes what is copied out of a tar file, and keeps none out of which nothing is needed any more', () => {
  const { path, tar, bodies } = fillPlaced('again and again');
  const folder = join(scratch, 'again and again', '.yfcc.part');
  const other = join(folder, '00043.0123abcd.tar');
  writeFileSync(other, 'of another shard');
  const tarsIn = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.tar'));
  /** Another try: a tar file with the first so many. */
  const copy = (count: number, token: string): string => {
    const journal = openJournal(path, true);
    const file = join(folder, `00042.${token}.tar`);
    writeFileSync(file, Buffer.concat(bodies.slice(0, count)));
    let offset = 0;
    for (const [k, { length }] of bodies.slice(0, count).entries()) {
      journal.known.get(String(k))?.body?.written({ file, offset, bytes: length });
      offset += length;
    }
    journal.close();
    return file;
  };
  // The third one is still where the first try has put it, the second in the journal.
  const some = copy(2, '11111111');
  let journal = openJournal(path, true);
  assert.deepEqual(
    [0, 1, 2].map((k) => placeOf(journal.known.get(String(k))).file),
    [some, path, tar],
  );
  journal.close();
  assert.equal(tarsIn().length, 3);
  const all = copy(3, '22222222');
  journal = openJournal(path, true);
  for (const [k, body] of bodies.entries()) {
    const place = placeOf(journal.known.get(String(k)));
    assert.equal(place.file, k === 1 ? path : all);
    assert.ok(body.equals(readFileSync(place.file).subarray(place.offset, place.offset + place.bytes)));
  }
  journal.close();
  assert.deepEqual(tarsIn().toSorted(), ['00042.22222222.tar', '00043.0123abcd.tar']);
});

test('has outcomes alone where files have their own places', () => {
  const path = join(scratch, 'files', '00001');
  const { result, file } = came(jpeg());
  const journal = openJournal(path, false);
  const line = outcomeLine({ photoId: '1', result });
  assert.deepEqual(journal.add('1', result, file), { result, line, body: null });
  journal.add('2', mediaResult(), null);
  journal.close();
  assert.ok(statSync(path).size < 1000);
  const again = openJournal(path, false);
  assert.deepEqual([...again.known.keys()], ['1', '2']);
  again.close();
  truncateSync(path, 400);
  const cut = openJournal(path, false);
  assert.deepEqual([...cut.known.keys()], ['1']);
  cut.close();
});
