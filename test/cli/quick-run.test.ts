import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import * as fc from 'fast-check';
import yargs from 'yargs';
import { quickRun, readRunFlags } from '../../src/cli/quick-run.js';
import { joinDashes } from '../../src/cli/dashes.js';
import { optionsOf, runCommand } from '../../src/cli/run-command.js';
import { RUN_EDGE_FLAGS, RUN_FLAGS } from '../../src/cli/run-flags.js';
import { kebab } from '../../src/jobs/check-option.js';
import { makeLines, writeSources } from '../whole/sources.js';
import { scratchFolder } from '../whole/scratch.js';
import { catContext } from './cat-context.js';

const scratch = await scratchFolder('quick-run');

/** What yargs reads the words as: the options of the job, and those beside it. */
async function byYargs(args: readonly string[]): Promise<object> {
  const { builder } = runCommand(catContext().context, false);
  assert.ok(typeof builder === 'function');
  const parser = yargs([]).exitProcess(false).fail(false).strict();
  await builder(parser);
  return allOf(await parser.parseAsync(joinDashes(args)));
}

/** Of several values the last; of the options beside the job those that were given, and the one that has a default. */
function allOf(flags: object): object {
  const edge = Object.entries({ log: 'human', ...flags }).filter(([name]) => name in RUN_EDGE_FLAGS);
  return { ...optionsOf(flags), ...Object.fromEntries(edge.map(([name, value]) => [name, [value].flat().at(-1)])) };
}

const ODD_TEXTS = ['', '-', '--', '1', '007', '1e3', '0x1f', '-1', '2.50', 'a b', 'a=b', '"q"', "it's", 'é', 'true'];
const CHOICES = ['jsonl', 'full', 'serial', 'photos', 'json'];
const text = fc.oneof(fc.constantFrom(...ODD_TEXTS, ...CHOICES), fc.string());
const number = fc.double({ min: 0, max: 1e6, noNaN: true }).map(String);
const flag = fc.constantFrom(...Object.keys({ ...RUN_FLAGS, ...RUN_EDGE_FLAGS })).map((name) => `--${kebab(name)}`);
const given = fc.tuple(flag, fc.constantFrom(' ', '=', ''), fc.oneof(text, number)).map(([name, between, value]) => {
  if (between === '') return [name];
  return between === '=' ? [`${name}=${value}`] : [name, value];
});

test('reads options as yargs does, or leaves them to it', async () => {
  let read = 0;
  const words = fc.array(
    fc.oneof(
      { weight: 9, arbitrary: given },
      text.map((word) => [word]),
    ),
    { maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(words, async (parts) => {
      const args = parts.flat();
      const flags = readRunFlags(['run', ...args]);
      if (flags === null) return;
      read++;
      assert.deepEqual(allOf(flags), await byYargs(args));
    }),
    { numRuns: 2000 },
  );
  assert.ok(read > 400, String(read));
});

const PLAIN = [
  '--in',
  'a',
  '--shard-rows',
  '5',
  '--tag=x',
  '--tag',
  'y',
  '--gzip',
  '--limit=2',
  '--limit=3',
  '--log=json',
  '--metrics',
  '0',
];

test('reads each kind of option', () => {
  assert.deepEqual(readRunFlags(['run', ...PLAIN]), {
    in: 'a',
    shardRows: 5,
    tag: ['x', 'y'],
    gzip: true,
    limit: 3,
    log: 'json',
    metrics: '0',
  });
});

const OTHERS = [
  [],
  ['cat', 'a'],
  ['run', '--help'],
  ['run', '-h'],
  ['run', '--version'],
  ['run', '--bogus'],
  ['run', '--shardRows', '5'],
  ['run', '--threads'],
  ['run', '--metrics'],
  ['run', '--metrics', '--in', 'a'],
  ['run', '--threads', 'two'],
  ['run', '--threads', '-1'],
  ['run', '--format', 'xml'],
  ['run', '--no-gzip'],
  ['run', '--gzip', 'false'],
  ['run', 'word'],
  ['run', '--', '--in', 'a'],
];

for (const argv of OTHERS) {
  test(`leaves to yargs: ${argv.join(' ') || 'no words'}`, async () => {
    const { context, stderr, stdout } = catContext();
    assert.equal(await quickRun(argv, context), null);
    assert.deepEqual([stderr.text, stdout.text], ['', '']);
  });
}

test('runs a job, and gives the exit code of what goes wrong', async () => {
  const dataset = writeSources(scratch, makeLines(20));
  const done = catContext();
  const job = ['run', '--in', dataset, '--out', join(scratch, 'out'), '--format', 'jsonl', '--threads', '1'];
  assert.equal(await quickRun(job, done.context), 0);
  assert.match(done.stdout.text, /^Done: 20 records of 20 rows/);
  const failed = catContext();
  assert.equal(await quickRun([...job, '--limit', '0'], failed.context), 2);
  assert.match(failed.stderr.text, /^yfcc: Expected --limit to be an integer of 1 or more, got 0/);
  const logged = catContext();
  assert.equal(await quickRun([...job, '--log', 'json', '--gzip-level', '10'], logged.context), 2);
  assert.match(logged.stderr.text, /^\{.*"code":"usage".*\}\n$/);
});
