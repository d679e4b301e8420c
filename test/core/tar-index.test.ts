import assert from 'node:assert/strict';
import test from 'node:test';
import { indexLine, indexPath, parseIndex } from '../../src/core/tar-index.js';

test('names an index after its tar', () => {
  assert.equal(indexPath('00042.tar'), '00042.index.jsonl');
  assert.equal(indexPath('/out/00042-007.tar'), '/out/00042-007.index.jsonl');
});

test('gives back the records it is given', () => {
  const members = [
    { name: '1.json', offset: 512, bytes: 7, sha256: 'ab' },
    { name: '1.jpg', offset: 1536, bytes: 0, sha256: 'cd' },
  ];
  const records = [
    { key: '1', members },
    { key: '2', members: [] },
  ];
  assert.deepEqual([...parseIndex(records.map(indexLine).join(''))], records);
  assert.deepEqual([...parseIndex('')], []);
});
