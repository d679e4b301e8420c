import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { box, writeMp4 } from '../../../bench/media-server/mp4.js';

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'dinf', 'stbl']);
const FRAMES = [Buffer.from('first frame'), Buffer.from('second'), Buffer.from('the third frame')];
const FILE = writeMp4(FRAMES, { width: 320, height: 240 }, 250);

interface Box {
  readonly path: string;
  readonly body: Buffer;
}

/** All boxes in file order, each under the path of its types; throws when lengths do not add up. */
function boxesIn(bytes: Buffer, parent = ''): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at);
    assert.equal(length >= 8 && at + length <= bytes.length, true, `box at ${at} of ${parent} is ${length} long`);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const path = `${parent}/${type}`;
    const body = bytes.subarray(at + 8, at + length);
    boxes.push({ path, body }, ...(CONTAINERS.has(type) ? boxesIn(body, path) : []));
    at += length;
  }
  return boxes;
}

/** The fields of one box, as 32-bit numbers from the first byte of version and flags. */
function fieldsOf(path: string): number[] {
  const found = boxesIn(FILE).find((one) => one.path === path);
  assert.ok(found, path);
  return Array.from({ length: Math.floor(found.body.length / 4) }, (_, index) => found.body.readUInt32BE(index * 4));
}

describe('writeMp4', () => {
  it('writes the boxes that a video needs, in the order of the layout', () => {
    assert.deepEqual(
      boxesIn(FILE).map(({ path }) => path),
      [
        '/ftyp',
        '/mdat',
        '/moov',
        '/moov/mvhd',
        '/moov/trak',
        '/moov/trak/tkhd',
        '/moov/trak/mdia',
        '/moov/trak/mdia/mdhd',
        '/moov/trak/mdia/hdlr',
        '/moov/trak/mdia/minf',
        '/moov/trak/mdia/minf/vmhd',
        '/moov/trak/mdia/minf/dinf',
        '/moov/trak/mdia/minf/dinf/dref',
        '/moov/trak/mdia/minf/stbl',
        '/moov/trak/mdia/minf/stbl/stsd',
        '/moov/trak/mdia/minf/stbl/stts',
        '/moov/trak/mdia/minf/stbl/stsc',
        '/moov/trak/mdia/minf/stbl/stsz',
        '/moov/trak/mdia/minf/stbl/stco',
      ],
    );
  });

  it('gives the boxes of fixed length the length of the standard', () => {
    const lengths = new Map(boxesIn(FILE).map(({ path, body }) => [path, body.length + 8]));
    assert.equal(lengths.get('/moov/mvhd'), 108);
    assert.equal(lengths.get('/moov/trak/tkhd'), 92);
    assert.equal(lengths.get('/moov/trak/mdia/mdhd'), 32);
    assert.equal(lengths.get('/moov/trak/mdia/minf/vmhd'), 20);
  });

  it('says where each frame is', () => {
    const [, , count, ...lengths] = fieldsOf('/moov/trak/mdia/minf/stbl/stsz');
    const [, , offset] = fieldsOf('/moov/trak/mdia/minf/stbl/stco');
    assert.equal(count, FRAMES.length);
    let at = offset ?? Number.NaN;
    const frames = lengths.map((length) => FILE.subarray(at, (at += length)));
    assert.deepEqual(frames, FRAMES);
  });

  it('says how long it is, in milliseconds', () => {
    const [, , , timescale, duration] = fieldsOf('/moov/mvhd');
    assert.deepEqual([timescale, duration], [1000, 750]);
  });
});

describe('box', () => {
  it('puts length and type before its parts', () => {
    assert.deepEqual(box('free', Buffer.from('a'), Buffer.from('bc')), Buffer.from('\0\0\0\x0bfreeabc', 'latin1'));
  });
});
