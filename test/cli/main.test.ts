import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { kebab } from '../../src/jobs/check-option.js';
import { RUN_FLAGS } from '../../src/cli/run-flags.js';
import { VERSION } from '../../src/version.js';
import { datasetLine } from '../core/hand-made.js';
import { startLoopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { scratchFolder } from '../whole/scratch.js';
import { runMain } from './fake-terminal.js';

const scratch = await scratchFolder('main');
const dataset = join(scratch, 'dataset');
await writeFile(
  dataset,
  ['1000', '1001', '1002'].map((id) => `${datasetLine(id, { url_get: `http://host-${id}.test/a.jpg` })}\n`).join(''),
);
const withReject = join(scratch, 'with-reject');
await writeFile(withReject, `${datasetLine('1000')}\njunk\n`);

let outputs = 0;
const newOut = (): string => join(scratch, `out-${outputs++}`);

for (const flag of ['--help', '-h']) {
  test(`shows the commands with ${flag}`, async () => {
    const { code, stdout, stderr } = await runMain(flag);
    assert.deepEqual([code, stderr], [0, '']);
    for (const command of ['run', 'status', 'verify', 'synth'])
      assert.match(stdout, new RegExp(`^  yfcc ${command} `, 'm'));
  });
}

test('shows every option of a command with --help, and runs nothing', async () => {
  const { code, stdout, stderr } = await runMain('run', '--help');
  assert.deepEqual([code, stderr], [0, '']);
  for (const name of [...Object.keys(RUN_FLAGS), 'log']) assert.match(stdout, new RegExp(`^ +--${kebab(name)} `, 'm'));
  assert.doesNotMatch(stdout, /--[a-z]+[A-Z]/);
});

for (const command of ['status', 'verify', 'synth']) {
  test(`shows the help of ${command}`, async () => {
    const { code, stdout, stderr } = await runMain(command, '--help');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, new RegExp(`^yfcc ${command}`));
  });
}

test('shows the version of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
  assert.equal(VERSION, version);
  assert.deepEqual(await runMain('--version'), { code: 0, stdout: `${version}\n`, stderr: '', handlers: 0 });
});

const BAD_USAGE = [
  [[], 'Expected a command, got none.'],
  [['walk'], 'Unknown argument: walk'],
  [['run', '--dataset', 'd', '--out', 'o', '--shard-row', '5'], 'Unknown arguments: shard-row, shardRow'],
  [['run', '--dataset', 'd', '--out', 'o', 'more'], 'Unknown argument: more'],
  [['run', '--dataset', 'd'], 'Expected --out to name a folder, got nothing.'],
  [['run', '--out', 'o'], 'Expected --in or --dataset, got neither.'],
  [['run', '--dataset', '--out', 'o'], 'Not enough arguments following: dataset'],
  [
    ['run', '--dataset', 'd', '--out', 'o', '--threads', 'many'],
    'Expected --threads to be an integer from 1 to 512, got NaN.',
  ],
  [
    ['run', '--dataset', 'd', '--out', 'o', '--threads', '0'],
    'Expected --threads to be an integer from 1 to 512, got 0.',
  ],
  [
    ['run', '--dataset', 'd', '--out', 'o', '--lines', '5'],
    'Expected --lines to be A..B with line numbers from 0, such as 0..40000000, got 5.',
  ],
  [
    ['run', '--dataset', 'd', '--out', 'o', '--resume', '--overwrite'],
    'Expected one of --resume and --overwrite, got both.',
  ],
  [['status'], 'Not enough non-option arguments: got 0, need at least 1'],
  [['synth', '--out', 'o'], 'Missing required argument: rows'],
] as const;

for (const [argv, message] of BAD_USAGE) {
  test(`refuses \`yfcc ${argv.join(' ')}\` with exit code 2`, async () => {
    assert.deepEqual(await runMain(...argv), {
      code: 2,
      stdout: '',
      stderr: `yfcc: ${message}\nSee \`yfcc --help\`, or \`yfcc <command> --help\`.\n`,
      handlers: 0,
    });
  });
}

test('refuses a value that is none of the choices, and names them', async () => {
  const { code, stdout, stderr } = await runMain('run', '--dataset', 'd', '--out', 'o', '--format', 'xml');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /format.*"xml".*"files", "jsonl", "parquet", "csv", "webdataset", "sqlite"/s);
});

test('runs a job, shows its status and verifies it, with exit code 0', async () => {
  const out = newOut();
  const ran = await runMain('run', '--dataset', dataset, '--out', out, '--format', 'jsonl', '--threads', '1');
  assert.deepEqual([ran.code, ran.handlers], [0, 0]);
  assert.equal(ran.stderr, `yfcc: writing ${out} on 1 threads\n`);
  assert.match(ran.stdout, /^Done: 3 records of 3 rows, 1 file, /);
  const shown = await runMain('status', out, '--json');
  const { rows, finished } = JSON.parse(shown.stdout);
  assert.deepEqual([shown.code, rows, finished], [0, 3, true]);
  const verified = await runMain('verify', out, '--threads', '1');
  assert.deepEqual([verified.code, verified.stderr], [0, '']);
  assert.match(verified.stdout, /^1 file of 1 shard, .*: all whole\.\n$/);
});

test('finds the problems of a damaged output with exit code 1', async () => {
  const out = newOut();
  await runMain('run', '--dataset', dataset, '--out', out, '--format', 'jsonl', '--threads', '1');
  await writeFile(join(out, 'meta/00000.jsonl'), '');
  const { code, stdout } = await runMain('verify', out, '--threads', '1', '--json');
  assert.equal(code, 1);
  assert.equal(JSON.parse(stdout).problemCount, 1);
});

test('writes progress as JSON lines on standard error with --log json', async () => {
  const { code, stdout, stderr } = await runMain(
    'run',
    '--dataset',
    dataset,
    '--out',
    newOut(),
    '--threads',
    '1',
    '--log',
    'json',
  );
  assert.deepEqual([code, stdout], [0, '']);
  assert.deepEqual(
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event),
    ['start', 'end'],
  );
});

test('takes the last of two values for --log, too', async () => {
  const args = ['run', '--dataset', dataset, '--out', newOut(), '--threads', '1', '--log', 'json', '--log', 'human'];
  const { code, stdout, stderr } = await runMain(...args);
  assert.equal(code, 0);
  assert.match(stdout, /^Done: 3 records/);
  assert.match(stderr, /^yfcc: writing /);
});

for (const log of [
  ['--log', 'json'],
  ['--log', 'human', '--log', 'json'],
]) {
  test(`tells of an error in one line of JSON with \`${log.join(' ')}\``, async () => {
    const none = join(scratch, 'none');
    const { code, stdout, stderr } = await runMain('run', '--dataset', none, '--out', newOut(), ...log);
    assert.deepEqual([code, stdout], [3, '']);
    const { time, ...fields } = JSON.parse(stderr);
    assert.match(time, /^\d{4}-.*Z$/);
    assert.deepEqual(fields, {
      event: 'error',
      code: 'bad-input',
      message: fields.message,
      file: none,
      source: 'dataset',
    });
    assert.match(fields.message, /^Expected dataset to be a file, got /);
  });
}

const REJECTS = [
  [[], 1],
  [['--max-rejects', '1'], 0],
  [['--max-rejects', '0'], 1],
] as const;

for (const [flags, code] of REJECTS) {
  test(`ends with ${code} after one reject with \`${flags.join(' ')}\``, async () => {
    assert.equal(
      (await runMain('run', '--dataset', withReject, '--out', newOut(), '--threads', '1', ...flags)).code,
      code,
    );
  });
}

const FAILURES = [
  [
    'a dataset file that is not there',
    ['run', '--dataset', join(scratch, 'none'), '--out', newOut()],
    3,
    /^yfcc: Expected dataset to be a file, got /,
  ],
  [
    'an output that is a file',
    ['run', '--dataset', dataset, '--out', dataset],
    4,
    /^yfcc: Expected --out to be a folder, got a file: /,
  ],
  [
    'the status of a folder without a job',
    ['status', scratch],
    4,
    /^yfcc: Expected a job's folder with a manifest\.jsonl, got /,
  ],
] as const;

for (const [what, argv, code, message] of FAILURES) {
  test(`ends with ${code} for ${what}`, async () => {
    const ended = await runMain(...argv);
    assert.deepEqual([ended.code, ended.stdout, ended.handlers], [code, '', 0]);
    assert.match(ended.stderr, message);
    assert.doesNotMatch(ended.stderr, /yfcc --help/);
  });
}

test('takes the last of two values for an option that has one', async () => {
  const { code, stdout } = await runMain(
    'run',
    '--dataset',
    dataset,
    '--out',
    newOut(),
    '--threads',
    '1',
    '--limit',
    '1',
    '--limit',
    '2',
  );
  assert.equal(code, 0);
  assert.match(stdout, /^Done: 2 records of 2 rows/);
});

test('takes all values of --resolve, as curl does', async () => {
  const picture = jpeg();
  const server = await startLoopback((_request, response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': picture.length }).end(picture),
  );
  try {
    const entries = ['1000', '1001'].flatMap((id) => ['--resolve', `host-${id}.test:${server.port}:127.0.0.1`]);
    const template = `http://host-{photo_id}.test:${server.port}/a.jpg`;
    const media = [
      '--media',
      'photos',
      '--allow-private',
      '--attempts',
      '1',
      '--media-url-template',
      template,
      ...entries,
    ];
    const { code, stdout } = await runMain(
      'run',
      '--dataset',
      dataset,
      '--out',
      newOut(),
      '--threads',
      '1',
      '--limit',
      '2',
      ...media,
    );
    assert.match(stdout, /^ {2}media: {5}ok 2$/m);
    assert.equal(code, 0);
  } finally {
    await server.close();
  }
});

test('makes samples', async () => {
  const out = newOut();
  const { code, stdout, stderr } = await runMain('synth', '--rows', '5', '--out', out, '--compress', 'none');
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /yfcc100m_dataset.* 5 rows, /);
});
