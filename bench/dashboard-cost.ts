/**
 * What it costs a job to be watched: `npm run bench:dashboard -- [--rows N] [--runs N] [--out DIR] [--json FILE]`.
 *
 * The same `jsonl` job of plain text on two threads, in turns: without a dashboard, with one that nobody looks at, with
 * one page connected, which reads all events, and with metrics that are scraped once a second. Wall and CPU seconds of the
 * whole process; ratios are medians of those within a round, and say no more than the noise of the machine allows. So the two
 * are run once more each under a profile, which tells the time in which the process was at that work. The result is kept in
 * bench/results/dashboard.
 */
import { spawn } from 'node:child_process';
import { get, type ClientRequest } from 'node:http';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { synth } from '../src/jobs/synth.js';
import { positiveInteger } from './arguments.js';
import { atLeastMany, exactly, underShare, type Check } from './checks.js';
import { judge } from './judge.js';
import { BIN, OUT_DEFAULT } from './paths.js';
import { cpuSecondsOfTimes, TIMES_SCRIPT } from './process-cost.js';
import { secondsIn } from './profile-share.js';
import { rotated } from './rotated.js';
import { median, roundRatios, spreadOf } from './statistics.js';
import { spreadText } from './table.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const ROWS = positiveInteger('rows', values.rows);
const ROUNDS = positiveInteger('runs', values.runs);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-dashboard');
const IN = join(HOME, 'in');
const PROFILE = join(HOME, 'profile');
const JOB = ['run', '--in', IN, '--out', join(HOME, 'out'), '--overwrite', '--format', 'jsonl', '--threads', '2'];

/** Where profiles' places begin. */
const BUILT = new URL('../', import.meta.url).href;

const CASES = ['without', 'nobody looks', 'one page', 'metrics'] as const;
type Name = (typeof CASES)[number];

const SCRAPE_EVERY_MS = 1000;

/** What is wanted of it. */
const MOST = 0.01;

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly exitCode: number | null;
  /** Events of the one page, or scrapes of the metrics. */
  readonly events: number;
}

/** Runs the job once, and looks at it where the case says so. */
async function runOnce(name: Name, more: readonly string[] = []): Promise<Run> {
  const words = name === 'without' ? [] : [name === 'metrics' ? '--metrics' : '--dashboard', '0'];
  const startedMs = performance.now();
  const child = spawn('sh', ['-c', TIMES_SCRIPT, 'sh', process.execPath, BIN, ...JOB, ...words, ...more], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let events = 0;
  let said = '';
  let times = '';
  let page: ClientRequest | null = null;
  let scraping: NodeJS.Timeout | null = null;
  const scrape = async (url: string): Promise<void> => {
    // The end of the process, also in the middle of an answer, is no matter of the scraper's.
    const text = await fetch(url)
      .then((answer) => answer.text())
      .catch(() => '');
    if (text.length > 0) events += 1;
  };
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
    const [url] = (name === 'metrics' ? /http:\S+metrics/ : /http:\S+(?=#)/).exec(said) ?? [];
    if (name === 'metrics' && url !== undefined) scraping ??= setInterval(() => void scrape(url), SCRAPE_EVERY_MS);
    if (name !== 'one page' || url === undefined || page !== null) return;
    page = get(new URL('events', url), (answer) => {
      answer.on('data', (text: Buffer) => {
        events += text.toString().split('event: ').length - 1;
      });
      // The end of the process is no matter of the page's.
      answer.on('error', () => {});
    });
    page.on('error', () => {});
  });
  child.stdio[3]?.on('data', (part: Buffer) => (times += part.toString()));
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (scraping !== null) clearInterval(scraping);
  const cpuSeconds = cpuSecondsOfTimes(times);
  if (cpuSeconds === null) throw new Error(`Expected the shell's times, got ${times}: ${said}`);
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds, exitCode, events };
}

type Rounds = Readonly<Record<Name, readonly Run[]>>;

async function rounds(): Promise<Rounds> {
  const runs: Record<Name, Run[]> = { without: [], 'nobody looks': [], 'one page': [], metrics: [] };
  // Not counted: behind it the sources are in the page cache.
  await runOnce('without');
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each case has each place in a round, so that none is always behind the same one.
    for (const name of rotated(CASES, round)) {
      console.error(`round ${round + 1} of ${ROUNDS}: ${name}`);
      runs[name].push(await runOnce(name));
    }
  }
  return runs;
}

/** Places of functions, as profiles have them: what makes and sends what is shown. */
const SHOWING = /^(?:src\/(?:dashboard|metrics)|prom-client)\//;

/** What a case takes for what is shown, as a share of the CPU time of the process. */
async function shareOf(name: Name): Promise<number> {
  const { cpuSeconds } = await runOnce(name, ['--profile', PROFILE]);
  return secondsIn(PROFILE, BUILT, (place) => SHOWING.test(place)) / cpuSeconds;
}

/** How much more of something a case takes than the job without it. */
function surplus(runs: Rounds, name: Name, of: 'seconds' | 'cpuSeconds'): number {
  const valuesOf = (wanted: Name): readonly number[] => runs[wanted].map((run) => run[of]);
  return median(roundRatios(valuesOf(name), valuesOf('without'))) - 1;
}

await judge({ name: 'dashboard', argv, home: HOME, json: values.json }, async () => {
  await synth({ rows: ROWS, out: IN, compress: 'none' });
  const runs = await rounds();
  const all = CASES.flatMap((name) => runs[name]);
  const figures = CASES.map((name) => ({
    name,
    seconds: spreadOf(runs[name].map(({ seconds }) => seconds)),
    cpuSeconds: spreadOf(runs[name].map(({ cpuSeconds }) => cpuSeconds)),
  }));
  const shares = { page: await shareOf('one page'), metrics: await shareOf('metrics') };
  const checks: readonly Check[] = [
    exactly('runs that ended with 0', all.length, all.filter(({ exitCode }) => exitCode === 0).length),
    // At the least the state and samples at first, the last state, and the farewell.
    atLeastMany(
      'events of the one page, fewest of a run',
      4,
      Math.min(...runs['one page'].map(({ events }) => events)),
    ),
    atLeastMany('scrapes of the metrics, fewest of a run', 4, Math.min(...runs.metrics.map(({ events }) => events))),
    underShare('CPU time spent on one page', MOST, shares.page, 'measure'),
    underShare('CPU time spent on metrics', MOST, shares.metrics, 'measure'),
    ...(['nobody looks', 'one page', 'metrics'] as const).flatMap((name) => [
      underShare(`more CPU seconds, ${name}`, MOST, surplus(runs, name, 'cpuSeconds'), 'measure'),
      underShare(`more seconds, ${name}`, MOST, surplus(runs, name, 'seconds'), 'measure'),
    ]),
  ];
  const cents = (value: number): string => value.toFixed(2);
  const line = ({ name, seconds, cpuSeconds }: (typeof figures)[number]): string =>
    `${name}: ${spreadText(seconds, cents)} s, ${spreadText(cpuSeconds, cents)} CPU s`;
  return { checks, figures: { rows: ROWS, shares, cases: figures }, remark: figures.map(line).join('\n') };
});
