import assert from 'node:assert/strict';
import test from 'node:test';
import { BOARD_BYTES, HostBoard } from '../../src/core/host-board.js';

const newBoard = (slots = 3): HostBoard => new HostBoard(new SharedArrayBuffer(64 + slots * BOARD_BYTES), 64, slots);

test('shows nobody where no host has a slot', () => {
  const board = newBoard();
  assert.deepEqual([...board.slots()], []);
  assert.equal(board.read(1), null);
});

test('shows a host by its name, with what became of its files, and nothing of that with its neighbours', () => {
  const board = newBoard();
  board.name(1, 'mirror.example:8080');
  board.count(1, 'ok', 5_000_000_000, 20);
  board.count(1, 'ok', 1, 5);
  board.count(1, 'blocked', 0, 1);
  board.fail(1, 'blocked: no public address, http://mirror.example:8080/1.jpg');
  assert.deepEqual([...board.slots()], [1]);
  assert.deepEqual(board.read(1), {
    host: 'mirror.example:8080',
    outcomes: { ok: 2, blocked: 1 },
    bytes: 5_000_000_001,
    milliseconds: 26,
    lastFailure: 'blocked: no public address, http://mirror.example:8080/1.jpg',
  });
  assert.equal(board.read(0), null);
  assert.equal(board.read(2), null);
});

test('cuts a name and a failure short that are longer than their place', () => {
  const board = newBoard();
  board.name(0, 'h'.repeat(1000));
  board.fail(0, 'f'.repeat(1000));
  board.name(1, 'next');
  assert.equal(board.read(0)?.host, 'h'.repeat(100));
  assert.equal(board.read(0)?.lastFailure, 'f'.repeat(252));
  assert.deepEqual(board.read(1), { host: 'next', outcomes: {}, bytes: 0, milliseconds: 0, lastFailure: null });
});

test('keeps the rate that is set, to a thousandth of a request, until it is taken back', () => {
  const board = newBoard();
  assert.equal(board.rate(2), null);
  for (const [set, kept] of [
    [12.5, 12.5],
    [0.0001, 0.001],
    [Infinity, Infinity],
    [null, null],
  ] as const) {
    board.setRate(2, set);
    assert.equal(board.rate(2), kept);
  }
});

test('keeps a rate that is higher than it can note as the highest that it can', () => {
  const board = newBoard();
  // As 32 bits these would be a rate below zero, the mark of no limit, and that of no rate.
  for (const set of [3e6, 2 ** 32 / 1000 - 0.001, 2 ** 32 / 1000, 1e300]) {
    board.setRate(2, set);
    assert.equal(board.rate(2), 2_147_483.647);
  }
});
