import assert from 'node:assert/strict';
import test from 'node:test';
import { commandTable, figure, installed, ratioOf, timeRounds } from '../../bench/command-table.js';

const COMMANDS = [
  { name: 'slow', against: [], seconds: [40, 40, 40] },
  { name: 'peer', against: [], seconds: [8, 20, 6] },
  { name: 'ours', against: ['peer', 'slow'], seconds: [2, 4, 3] },
  { name: 'half', against: [], seconds: [2, 2, 2], plainBytes: 200_000_000 },
];

test('compares times within a round, and takes the median', () => {
  assert.equal(ratioOf(COMMANDS, 'peer', 'ours'), 4);
  assert.equal(ratioOf(COMMANDS, 'not there', 'ours'), null);
  assert.equal(figure(ratioOf(COMMANDS, 'slow', 'ours') ?? NaN), '13.3');
});

test('has a row a command', () => {
  const rows = commandTable(COMMANDS, 400_000_000).split('\n');
  assert.equal(rows.length, 6);
  assert.match(rows[4] ?? '', /^\| ours +\| +3 \(2 to 4\) \| +133 \| 4 peer, 13.3 slow \|$/);
  assert.match(rows[5] ?? '', /^\| half +\| +2 \(2 to 2\) \| +100 \|/);
});

test('shows CPU seconds where all commands have them', () => {
  const commands = COMMANDS.map((command) => Object.assign({ cpuSeconds: [5, 7, 6] }, command));
  assert.match(commandTable(commands, 4e8).split('\n')[4] ?? '', /^\| ours +\| +3 \(2 to 4\) \| +6 \| +133 \|/);
  assert.ok(!commandTable([...commands, ...COMMANDS], 4e8).includes('CPU'));
});

test('leaves out of a row what was not run', () => {
  const commands = [{ name: 'ours', against: ['peer'], seconds: [2] }];
  assert.match(commandTable(commands, 4e8).split('\n')[2] ?? '', /^\| ours +\| 2 \(2 to 2\) \| +200 \| +\|$/);
});

test('times commands in turn, and throws when one does not end well', () => {
  const turns: number[] = [];
  const well = { name: 'well', program: 'true', args: [], needs: [] };
  const timesOf = timeRounds([well, { ...well, name: 'too' }], 2, (k) => turns.push(k));
  assert.deepEqual(turns, [0, 1, 0, 1]);
  const { seconds, cpuSeconds } = timesOf('too');
  assert.ok(seconds.length === 2 && seconds.every((each) => each > 0));
  assert.ok(cpuSeconds.length === 2 && cpuSeconds.every((each) => each >= 0));
  const ill = { ...well, name: 'ill', program: 'sh', args: ['-c', 'echo why >&2; exit 3'] };
  assert.throws(() => timeRounds([ill], 1), { message: /^sh -c 'echo why >&2; exit 3' ended with 3: why/ });
});

test('has no commands whose programs are not there', () => {
  const here = { name: 'here', program: 'sh', args: [], needs: ['sh'] };
  const gone = { ...here, name: 'gone', needs: ['sh', 'no-such-program-anywhere'] };
  assert.deepEqual(installed([here, gone]), [here]);
});
