/**
 * A job over very many files of a server that is faulty in every way: `npm run bench:soak -- [--rows N] [--faulty SHARE] [--bodies N]
 * [--threads N] [--out DIR] [--json FILE]`.
 *
 * A fifth of the URLs have a fault; of half of those that can pass, it passes at the second try. Afterwards every row must have
 * one record, every outcome be what the server's own log says, no file have come twice, memory not have grown, and the
 * process have ended by itself. Ends with 1 when a count is wrong. The result is kept in bench/results/soak.
 */
import { createReadStream, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Outcome } from '../src/core/outcome.js';
import { positiveInteger } from './arguments.js';
import { exactly, underShare, type Check } from './checks.js';
import { judge } from './judge.js';
import { writePhotoRows } from './media-rows.js';
import { readAnswerLog } from './media-server/answer-log.js';
import { startMediaServer } from './media-server/server.js';
import { OUT_DEFAULT } from './paths.js';
import { accountChecks, disagreements, extraFetches, growth, soakPath, type SoakRecord } from './soak-checks.js';
import { soakFault, soakFaultPasses } from './soak-faults.js';
import { runJob, statusOf, type JobEnd } from './yfcc-job.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '200000' },
    faulty: { type: 'string', default: '0.2' },
    bodies: { type: 'string', default: '16' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const ROWS = positiveInteger('rows', values.rows);
const BODIES = positiveInteger('bodies', values.bodies);
const THREADS = positiveInteger('threads', values.threads);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-soak');
const DATASET = join(HOME, 'in', 'yfcc100m_dataset');
const OUT = join(HOME, 'out');
const LOG = join(HOME, 'log.jsonl');

const ATTEMPTS = 2;
const DEADLINE_SECONDS = 3;
const MAX_MEDIA_BYTES = 1_000_000;

/** More than a client takes, little enough for one that takes all. */
const ENDLESS_BYTES = 8_000_000;

const MOST_GROWTH = 0.1;
const MOST_IDLE_MS = 2000;

/** Disagreements that are shown. */
const SHOWN = 5;

/** Runs the job against the server; both are over when this is. */
async function runAll(): Promise<JobEnd> {
  const share = Number(values.faulty);
  const server = await startMediaServer({
    bodies: BODIES,
    smallBodies: true,
    faultFor: (path) => soakFault(path, share),
    transientAttempts: (path) => (soakFaultPasses(path) ? ATTEMPTS - 1 : Infinity),
    retryAfterSeconds: 0,
    endlessBytes: ENDLESS_BYTES,
    logFile: LOG,
    logLimit: 0,
  });
  try {
    return await runJob(
      ['run', '--dataset', DATASET, '--out', OUT, '--format', 'jsonl', '--media', 'photos'].concat(
        ['--threads', String(THREADS), '--connections', '16', '--rate', '0', '--allow-private'],
        ['--attempts', String(ATTEMPTS), '--deadline', String(DEADLINE_SECONDS)],
        ['--max-media-bytes', String(MAX_MEDIA_BYTES), '--max-failed', String(ROWS)],
        ['--media-url-template', server.origin + soakPath('{photo_id}')],
      ),
    );
  } finally {
    await server.close();
  }
}

/** What stands in the records of a `jsonl` job. */
async function readRecords(): Promise<readonly SoakRecord[]> {
  const records: SoakRecord[] = [];
  for (const name of readdirSync(join(OUT, 'meta')).toSorted()) {
    for await (const line of createInterface(createReadStream(join(OUT, 'meta', name)))) {
      // A parse border: the job has written it, and what is not there is a wrong count.
      const { photo_id: photoId, media } = JSON.parse(line) as {
        readonly photo_id: string;
        readonly media?: { readonly outcome: Outcome } | null;
      };
      records.push({ photoId, outcome: media?.outcome ?? null });
    }
  }
  return records;
}

/** Memory and the end of the process. */
function processChecks({ exitCode, idleMs, residentBytes }: JobEnd): readonly Check[] {
  const grown = growth(residentBytes);
  const idle = `${Math.round(idleMs)} ms`;
  return [
    exactly('exit code', 0, exitCode ?? -1),
    {
      name: 'from the last line to the end of the process',
      wanted: `< ${MOST_IDLE_MS} ms`,
      got: idle,
      isMet: idleMs < MOST_IDLE_MS,
      kind: 'measure',
    },
    ...(grown === null ? [] : [underShare('memory in the end, over that at a quarter', MOST_GROWTH, grown, 'measure')]),
  ];
}

await judge({ name: 'soak', argv, home: HOME, json: values.json }, async () => {
  const ids = await writePhotoRows(DATASET, ROWS);
  const end = await runAll();
  if (end.exitCode !== 0) process.stderr.write(end.stderr);
  const [records, answers, { outcomes }] = [await readRecords(), await readAnswerLog(LOG), await statusOf(OUT)];
  const wrong = disagreements(records, answers);
  for (const { photoId, outcome, expected } of wrong.slice(0, SHOWN))
    process.stderr.write(`bench: ${photoId}: expected ${expected.join(' or ') || 'a request'}, got ${outcome}\n`);
  const { seconds, residentBytes } = end;
  const checks = [
    ...accountChecks(ids, records, outcomes),
    exactly('outcomes that are not what the server’s log says', 0, wrong.length),
    exactly('good files that came twice', 0, extraFetches(answers)),
    ...processChecks(end),
  ];
  const remark = `${ROWS} rows in ${seconds.toFixed(1)} s, ${answers.length} requests; ${JSON.stringify(outcomes)}`;
  return { checks, figures: { rows: ROWS, requests: answers.length, seconds, outcomes, residentBytes }, remark };
});
