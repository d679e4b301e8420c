import assert from 'node:assert/strict';
import test from 'node:test';
import { CAMERAS } from '../../src/synth/cameras.js';
import { fill } from '../../src/synth/exif-line.js';
import { exifTemplate } from '../../src/synth/exif-template.js';
import { Random, STREAM } from '../../src/synth/random.js';

for (const camera of CAMERAS) {
  test(`fills every slot of ${camera.make} ${camera.model} with an encoded value`, () => {
    const random = new Random().reseed(1, 1, STREAM.exif);
    const shot = { camera, date: '2010%3A07%3A14', exposure: '1%2F60', aperture: '2.8' };
    for (const { pieces } of exifTemplate(camera)) {
      const text = pieces.map((piece) => ('text' in piece ? piece.text : fill(random, piece.slot, shot))).join('');
      for (const item of text.split(',')) assert.match(item, /^[\w+-]+\.[\w.+%-]+:[\w.+%-]*$/);
    }
  });
}
