import assert from 'node:assert/strict';
import test from 'node:test';
import { commandTable, figure, ratioOf, timeRounds } from '../../bench/command-table.js';

const COMMANDS = [
  { name: 'slow', against: [], seconds: [40, 40, 40] },
  { name: 'peer', against: [], seconds: [8, 20, 6] },
  { name: 'ours', against: ['peer', 'slow'], seconds: [2, 4, 3] },
  { name: 'half', against: [], seconds: [2, 2, 2], plainBytes: 200_000_000 },
];

test('compares times within a round, and takes the median', () => {
  assert.equal(ratioOf(COMMANDS, 'peer', 'ours'), 4);
  assert.equal(figure(ratioOf(COMMANDS, 'slow', 'ours')), '13.3');
});

test('has a row a command', () => {
  const rows = commandTable(COMMANDS, 400_000_000).split('\n');
  assert.equal(rows.length, 6);
  assert.match(rows[4] ?? '', /^\| ours +\| +3 \(2 to 4\) \| +133 \| 4 peer, 13.3 slow \|$/);
  assert.match(rows[5] ?? '', /^\| half +\| +2 \(2 to 2\) \| +100 \|/);
});

test('times commands in turn, and throws when one does not end well', () => {
  const turns: number[] = [];
  const well = { name: 'well', program: 'true', args: [] };
  const secondsOf = timeRounds([well, { ...well, name: 'too' }], 2, (k) => turns.push(k));
  assert.deepEqual(turns, [0, 1, 0, 1]);
  assert.ok(secondsOf('too').length === 2 && secondsOf('too').every((seconds) => seconds > 0));
  const ill = { name: 'ill', program: 'sh', args: ['-c', 'echo why >&2; exit 3'] };
  assert.throws(() => timeRounds([ill], 1), { message: /^sh ended with 3: why/ });
});
