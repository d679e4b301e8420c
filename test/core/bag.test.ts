import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bag } from '../../src/core/bag.js';

const item = (name: string): { readonly name: string; place: number } => ({ name, place: -1 });
const namesIn = (bag: Bag<ReturnType<typeof item>>): readonly string[] =>
  bag
    .list()
    .map(({ name }) => name)
    .toSorted();

test('has what came and did not go', () => {
  const bag = new Bag<ReturnType<typeof item>>();
  const [a, b, c] = [item('a'), item('b'), item('c')];
  for (const one of [a, b, c]) bag.add(one);
  bag.delete(a);
  assert.deepEqual(namesIn(bag), ['b', 'c']);
  bag.delete(c);
  bag.add(a);
  bag.delete(b);
  assert.deepEqual(namesIn(bag), ['a']);
  assert.equal(bag.size, 1);
});

test('leaves the others alone when something goes that is not in it', () => {
  const bag = new Bag<ReturnType<typeof item>>();
  const [a, b] = [item('a'), item('b')];
  bag.add(a);
  bag.add(b);
  bag.delete(item('c'));
  bag.delete(a);
  bag.delete(a);
  assert.deepEqual(namesIn(bag), ['b']);
  bag.clear();
  bag.delete(b);
  assert.equal(bag.size, 0);
  assert.equal(b.place, -1);
});

test('gives a list that stays as it is', () => {
  const bag = new Bag<ReturnType<typeof item>>();
  bag.add(item('a'));
  const list = bag.list();
  bag.clear();
  assert.equal(list.length, 1);
});
