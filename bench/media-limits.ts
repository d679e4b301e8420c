/**
 * How well a job keeps to what hosts allow: `npm run bench:limits -- [--seconds N] [--rows N] [--out DIR] [--json FILE]`.
 *
 * First a host that answers 50 requests a second, and 429 with `Retry-After: 1` to the rest: a job of N seconds is to have
 * nearly all that is allowed, to be refused hardly ever, and to lose nothing. Then two hosts with half of the rows each, one
 * of which sends a byte now and then: the other is to be as fast as it is alone. Ends with 1 when a count is wrong. The result
 * is kept in bench/results/limits.
 */
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { positiveInteger } from './arguments.js';
import { atLeastShare, exactly, underShare, type Check } from './checks.js';
import { judge } from './judge.js';
import { writePhotoRows } from './media-rows.js';
import { readAnswerLog, type LoggedAnswer } from './media-server/answer-log.js';
import { startMediaServer, type MediaServerOptions } from './media-server/server.js';
import { OUT_DEFAULT } from './paths.js';
import { runJob, statusOf } from './yfcc-job.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    seconds: { type: 'string', default: '60' },
    rows: { type: 'string', default: '8000' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const SECONDS = positiveInteger('seconds', values.seconds);
const ROWS = positiveInteger('rows', values.rows);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-limits');
const DATASET = join(HOME, 'in', 'yfcc100m_dataset');
const OUT = join(HOME, 'out');
const LOG = join(HOME, 'log.jsonl');

const RATE = 50;
const BURST = 50;

/** So that what the good host can do is not a matter of the processor. */
const DELAY_MS = 20;

/** For the dripping one: short, since it is not its end that counts. */
const DEADLINE_SECONDS = 10;

/** A job that is kept from its good files is given up after this. */
const MOST_MS = 180_000;

interface Figures {
  readonly seconds: number;
  readonly requests: number;
  readonly accepted: number;
  readonly refused: number;
}

/** What the clients of one server are given. */
function jobFor(port: number, host: string, rows: number): readonly string[] {
  return ['run', '--dataset', DATASET, '--out', OUT, '--overwrite', '--format', 'jsonl', '--media', 'photos'].concat(
    ['--threads', '2', '--connections', '16', '--rate', '0', '--limit', String(rows)],
    ['--allow-private', '--resolve', `*:${port}:127.0.0.1`],
    ['--media-url-template', `http://${host}:${port}/{photo_id}.jpg`],
  );
}

async function withServer<Result>(
  options: MediaServerOptions,
  work: (port: number) => Promise<Result>,
): Promise<readonly [Result, readonly LoggedAnswer[]]> {
  const server = await startMediaServer({ smallBodies: true, logFile: LOG, ...options });
  let result;
  try {
    result = await work(server.port);
  } finally {
    await server.close();
  }
  return [result, await readAnswerLog(LOG)];
}

/** Seconds from the first answer to the last; never 0, so that there is a rate. */
function span(answers: readonly LoggedAnswer[]): number {
  const times = answers.map(({ milliseconds }) => milliseconds);
  return Math.max(0.001, (times.reduce((a, b) => Math.max(a, b), 0) - (times[0] ?? 0)) / 1000);
}

/** A host that allows so much a second. */
async function limitedHost(seconds: number): Promise<{ readonly figures: Figures; readonly checks: readonly Check[] }> {
  const rows = RATE * seconds + BURST;
  await writePhotoRows(DATASET, rows);
  const options = { bucketRate: RATE, bucketBurst: BURST, retryAfterSeconds: 1 };
  const [end, answers] = await withServer(options, (port) => runJob(jobFor(port, 'limited.test', rows)));
  const accepted = answers.filter(({ status }) => status === 200).length;
  const refused = answers.length - accepted;
  const allowed = RATE * span(answers) + BURST;
  const { records, outcomes } = await statusOf(OUT);
  const figures = { seconds: span(answers), requests: answers.length, accepted, refused };
  const checks = [
    atLeastShare(`accepted, of what ${RATE} a second allow`, 0.9, accepted / allowed, 'measure'),
    underShare('refused, of all requests', 0.03, refused / answers.length, 'count'),
    exactly('exit code', 0, end.exitCode ?? -1),
    exactly('records', rows, records),
    exactly('records with outcome ok', rows, outcomes.ok ?? 0),
  ];
  return { figures, checks };
}

/** Files a second of the host that is well, until it has given all of its files. */
async function rateOfGoodHost(host: string, rows: number, goodFiles: number): Promise<number> {
  const enough = new AbortController();
  let given = 0;
  const timer = setTimeout(() => enough.abort(), MOST_MS);
  const faultFor = (_path: string, asked: string): 'drip' | null => {
    if (asked.startsWith(BAD_HOST)) return 'drip';
    given += 1;
    return null;
  };
  const watch = setInterval(() => {
    if (given >= goodFiles) enough.abort();
  }, DELAY_MS);
  try {
    const [, answers] = await withServer({ faultFor, delayMs: DELAY_MS, logLimit: 0 }, (port) => {
      const options = ['--attempts', '1', '--deadline', String(DEADLINE_SECONDS), '--max-failed', String(rows)];
      return runJob([...jobFor(port, host, rows), ...options], enough.signal);
    });
    const good = answers.filter((answer) => answer.host.startsWith(GOOD_HOST) && answer.status === 200);
    return good.length / span(good);
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
}

const [BAD_HOST, GOOD_HOST] = ['host0.', 'host1.'];

/** Two hosts, one of which drips. */
async function drippingHost(
  rows: number,
): Promise<{ readonly aloneFilesPerSecond: number; readonly besideFilesPerSecond: number; readonly check: Check }> {
  const good = Math.floor(rows / 2);
  await writePhotoRows(DATASET, rows);
  const aloneFilesPerSecond = await rateOfGoodHost(`${GOOD_HOST}test`, good, good);
  const besideFilesPerSecond = await rateOfGoodHost('host{farm_id}.test', rows, good);
  const share = besideFilesPerSecond / aloneFilesPerSecond;
  const check = atLeastShare('files/s beside a host that drips, of those alone', 0.9, share, 'measure');
  return { aloneFilesPerSecond, besideFilesPerSecond, check };
}

await judge({ name: 'limits', argv, home: HOME, json: values.json }, async () => {
  const limited = await limitedHost(SECONDS);
  const { check, ...dripping } = await drippingHost(ROWS);
  return { checks: [...limited.checks, check], figures: { limited: limited.figures, ...dripping } };
});
