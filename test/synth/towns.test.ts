import assert from 'node:assert/strict';
import test from 'node:test';
import { TOWNS } from '../../src/synth/towns.js';

test('reads every town with its position', () => {
  assert.ok(TOWNS.length > 80);
  for (const { latitude, longitude } of TOWNS) {
    assert.ok(Math.abs(latitude) > 1 && Math.abs(latitude) < 66);
    assert.ok(Math.abs(longitude) > 0.001 && Math.abs(longitude) < 180);
  }
});

test('orders a town from fine to coarse, names encoded', () => {
  const town = TOWNS.find(({ name }) => name === 'K%C3%B6ln');
  assert.deepEqual(
    town?.levels.map((item) => item.replace(/^\d+:/, '')),
    [
      'K%C3%B6ln:Town',
      'K%C3%B6ln:County',
      'North+Rhine-Westphalia:State',
      'Germany:Country',
      'Europe%2FBerlin:Timezone',
    ],
  );
});

test('numbers the same place the same in every town', () => {
  const numbers = new Map<string, string>();
  for (const item of TOWNS.flatMap(({ levels }) => levels.slice(-2))) {
    const [number = '', name = ''] = item.split(':');
    assert.equal(numbers.get(name) ?? number, number);
    numbers.set(name, number);
  }
});
