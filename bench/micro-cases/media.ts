/** Micro benchmarks of `src/media`: what each file that is fetched costs beside the network, and what pictures do. */
import type { ImageSettings } from '../../src/core/image.js';
import { COLUMNS } from '../../src/core/fields.js';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { outcomeLine, parseOutcomeLine } from '../../src/core/outcome-line.js';
import type { MediaResult } from '../../src/core/outcome.js';
import { indexLine } from '../../src/core/tar-index.js';
import { isPublicAddress } from '../../src/media/address-guard.js';
import { createAnswerParser } from '../../src/media/answer-parser.js';
import { createConnections } from '../../src/media/connections.js';
import { createHostSlots } from '../../src/media/host-slots.js';
import { processImage } from '../../src/media/image.js';
import { createInspector } from '../../src/media/inspector.js';
import { HASH_HEIGHT, HASH_WIDTH, perceptualHash } from '../../src/media/perceptual-hash.js';
import { createPacer } from '../../src/media/pacer.js';
import { wantedOf } from '../../src/media/wanted.js';
import { each, ofTexts, type MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';

/** What is asked of the photo: 256 pixels on the short side, as a JPEG. */
const RESIZE_TO_256: ImageSettings = {
  resize: { mode: 'keep-ratio', pixels: 256, isOnlyIfBigger: false },
  encode: null,
  quality: 95,
  minSide: 0,
  maxArea: null,
  maxAspectRatio: null,
  maxPixels: 268_402_689,
};

const FACTS_ALONE: ImageSettings = { ...RESIZE_TO_256, resize: null };

/** Bytes that a socket gives at once. */
const READ_BYTES = 65_536;

const ADDRESSES = ['151.101.1.1', '10.1.2.3', '192.88.99.1', '2a04:4e42::1', '::ffff:127.0.0.1', 'fe80::1'];

const CONNECTIONS = 16;

export function mediaCases({ rows, photo }: MicroInput): readonly MicroCase[] {
  const ofPhoto = { folder: 'media', unit: 'photo', items: 1, bytes: photo.length };
  const results = rows.map(({ dataset }): { readonly photoId: string; readonly result: MediaResult } => ({
    photoId: dataset.photoId,
    result: resultOf(dataset.photoId, dataset.cells[COLUMNS.url_get] ?? ''),
  }));
  const lines = results.map(outcomeLine);
  const tarRecords = rows.map(({ dataset: { photoId } }) => ({
    key: photoId,
    members: ['json', 'jpg'].map((ending) => ({
      name: `${photoId}.${ending}`,
      offset: 1536,
      bytes: 1000,
      sha256: 'ab'.repeat(32),
    })),
  }));
  const ids = rows.map(({ dataset }) => dataset.photoId);
  const findWanted = wantedOf({ kinds: 'all', from: ['s3', 'live', 'farm'], size: '500' });
  const hosts = createHostBuffer(1);
  const slots = createHostSlots(hosts);
  const connections = createConnections(hosts, slots, CONNECTIONS);
  const pacer = createPacer(slots, { flickr: 0, hosts: [] });
  const ofHosts = { folder: 'media', unit: 'request', items: ids.length, bytes: 0 };
  const grey = new Uint8Array(HASH_WIDTH * HASH_HEIGHT).map((_, k) => (k * 7) % 251);
  const lengthAnswer = answerOf(`content-length: ${photo.length}`, [photo]);
  const chunkedAnswer = answerOf('transfer-encoding: chunked', chunksOf(photo));
  return [
    { name: 'createInspector', ...ofPhoto, run: () => inspect(photo) },
    { name: 'createAnswerParser, length', ...ofPhoto, unit: 'answer', run: () => parse(lengthAnswer) },
    { name: 'createAnswerParser, chunked', ...ofPhoto, unit: 'answer', run: () => parse(chunkedAnswer) },
    {
      name: 'isPublicAddress',
      folder: 'media',
      unit: 'address',
      items: ADDRESSES.length,
      bytes: 0,
      run: () => each(ADDRESSES, isPublicAddress),
    },
    { name: 'wantedOf', ...ofHosts, unit: 'row', run: () => each(rows, findWanted) },
    { name: 'Pacer.take', ...ofHosts, run: () => each(ids, () => pacer.take('mirror.example', 1) === 0) },
    {
      name: 'Connections.take, give',
      ...ofHosts,
      run: () =>
        each(ids, () => {
          const isTaken = connections.take('mirror.example');
          if (isTaken) connections.give('mirror.example');
          return isTaken;
        }),
    },
    { name: 'outcomeLine', folder: 'media', ...ofTexts('outcome', lines), run: () => each(results, outcomeLine) },
    {
      name: 'parseOutcomeLine',
      folder: 'media',
      ...ofTexts('outcome', lines),
      run: () => each(lines, parseOutcomeLine),
    },
    {
      name: 'indexLine',
      folder: 'media',
      ...ofTexts('record', tarRecords.map(indexLine)),
      run: () => each(tarRecords, indexLine),
    },
    { name: 'perceptualHash', ...ofPhoto, bytes: 0, run: () => perceptualHash(grey) },
    { name: 'processImage, facts alone', ...ofPhoto, run: () => processImage(photo, FACTS_ALONE) },
    { name: 'processImage, to 256 pixels', ...ofPhoto, run: () => processImage(photo, RESIZE_TO_256) },
  ];
}

function resultOf(photoId: string, url: string): MediaResult {
  return {
    outcome: 'ok',
    path: `img/${photoId}.jpg`,
    bytes: 100_000,
    sha256: 'ab'.repeat(32),
    type: 'jpg',
    url,
    host: 'mirror.example',
    status: 200,
    attempts: 1,
    milliseconds: 12,
    detail: null,
    isPutOff: false,
  };
}

function inspect(photo: Buffer): string {
  const inspector = createInspector();
  for (let at = 0; at < photo.length; at += READ_BYTES) inspector.add(photo.subarray(at, at + READ_BYTES));
  if (inspector.type() !== 'jpg' || inspector.missingEnd() !== null) throw new Error('Expected a whole JPEG.');
  return inspector.sha256();
}

/** What a server sends, cut as a socket cuts it. */
function answerOf(framing: string, body: readonly Uint8Array[]): readonly Buffer[] {
  const head = `HTTP/1.1 200 OK\r\nserver: nginx\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\ncontent-type: image/jpeg\r\n${framing}\r\n\r\n`;
  const all = Buffer.concat([Buffer.from(head), ...body]);
  return Array.from({ length: Math.ceil(all.length / READ_BYTES) }, (_, k) =>
    all.subarray(k * READ_BYTES, (k + 1) * READ_BYTES),
  );
}

/** As nginx makes chunks of a body that it does not know the length of. */
function chunksOf(body: Buffer): readonly Buffer[] {
  const CHUNK_BYTES = 8192;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; at += CHUNK_BYTES) {
    const chunk = body.subarray(at, at + CHUNK_BYTES);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return [...chunks, Buffer.from('0\r\n\r\n')];
}

function parse(answer: readonly Buffer[]): number {
  let bytes = 0;
  const parser = createAnswerParser({
    onHead: () => true,
    onData: (chunk) => {
      bytes += chunk.length;
      return true;
    },
  });
  let progress = '';
  for (const part of answer) progress = parser.feed(part);
  if (progress !== 'end') throw new Error(`Expected a whole answer, got ${progress}.`);
  return bytes;
}
