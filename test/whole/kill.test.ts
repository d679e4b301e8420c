import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { DATABASE_NAME } from '../../src/core/database-names.js';
import { runMain } from '../cli/fake-terminal.js';
import { FIXTURES } from '../core/real-rows.js';
import { databaseContent, NO_PYTHON_SQLITE } from '../sinks/read-sqlite.js';
import { startYfcc, yfcc, type Started } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, outputTree, rejectLines } from './tree.js';

/** Kills of a media job, and half as many of a metadata job in each format; thirty take a few minutes. */
const KILLS = Number(process.env['YFCC_KILLS'] ?? 6);
const TIMEOUT_MS = 30_000 + KILLS * 5000;
const SEED = Number(process.env['YFCC_SEED'] ?? 1);

const KILL_AT = new URL('preload/kill-at.mjs', FIXTURES).href;

const scratch = await scratchFolder('kill');

interface Job {
  readonly args: readonly string[];
  /** Starts the command with a random end ahead of it: it is killed there, or comes to its own end before. */
  readonly startDoomed: (args: readonly string[]) => Started;
}

/** What a job has written, times left out; `manifest` is checked on the way. */
function resultOf(out: string) {
  // A shard that was taken out of the database again leaves free pages: its rows are compared, not its bytes.
  const isSame = (path: string): boolean => !path.startsWith('outcomes/') && path !== DATABASE_NAME;
  const tree = Object.fromEntries(Object.entries(outputTree(out)).filter(([path]) => isSame(path)));
  const file = join(out, DATABASE_NAME);
  const database = existsSync(file) ? databaseContent(file) : null;
  return { tree, database, outcomes: outcomesOf(out), rejects: rejectLines(out), manifest: soundManifest(out) };
}

/** What became of each wanted file; which run fetched it, in how many tries and how long, may differ. */
function outcomesOf(out: string): readonly unknown[] {
  return filesOf(join(out, 'outcomes')).flatMap((path) =>
    readFileSync(join(out, 'outcomes', path), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): unknown => {
        const { photo_id: photoId, outcome, path: file, bytes, sha256 } = JSON.parse(line);
        return { photoId, outcome: outcome === 'skipped' ? 'ok' : outcome, file, bytes, sha256 };
      }),
  );
}

/** Kills a job again and again, going on each time, and begins it anew when it came to its end too early. */
async function assertKillsLeaveNoTrace(name: string, kills: number, { args, startDoomed }: Job): Promise<void> {
  const undisturbed = join(scratch, `${name}-undisturbed`);
  const done = await yfcc([...args, '--out', undisturbed]);
  assert.equal(done.code, 1, done.stderr);
  const expected = resultOf(undisturbed);

  for (let killed = 0, round = 0; killed < kills; round++) {
    const out = join(scratch, `${name}-${round}`);
    const command = [...args, '--out', out];
    for (let isOver = false; !isOver && killed < kills;) {
      const { code, signal, stderr } = await startDoomed(command).ended;
      if (signal === 'SIGKILL') killed++;
      else assert.equal(code, 1, stderr);
      isOver = signal === null;
    }
    const last = await yfcc(command);
    assert.equal(last.code, 1, last.stderr);
    assert.deepEqual(resultOf(out), expected);
    assert.deepEqual(leftoversOf(out), []);
    const verified = await runMain('verify', out, '--threads', '1');
    assert.match(verified.stdout, /: all whole\.\n$/);
    assert.equal(verified.code, 0);
  }
}

/** What a run that is over must not leave. */
function leftoversOf(out: string): readonly string[] {
  const names = filesOf(out).filter((path) => path.includes('tmp') || path.includes('lock'));
  return existsSync(join(out, '.yfcc.tmp')) ? [...names, '.yfcc.tmp'] : names;
}

describe('a job that is killed with SIGKILL again and again and goes on each time', () => {
  let server: MediaServer;
  let onRequest: () => void = () => {};

  before(async () => {
    const lines = makeLines(400);
    lines.dataset[77] = 'not a row';
    lines.exif.splice(200, 3);
    lines.places[310] = 'no id\there';
    writeSources(join(scratch, 'in'), lines, { bz2: true });
    server = await startMediaServer({
      bodies: 4,
      faultRate: 0.05,
      faults: ['not-found', 'wrong-type', 'placeholder'],
      faultFor: () => {
        onRequest();
        return null;
      },
    });
  });
  after(() => server.close());

  for (const format of ['files', 'jsonl', 'parquet', 'csv', 'webdataset', 'sqlite']) {
    const skip = format === 'sqlite' && NO_PYTHON_SQLITE;
    it(`gives the same ${format} as without a kill`, { timeout: TIMEOUT_MS, skip }, async () => {
      const random = seededRandom(SEED);
      // Three operations a record, in two workers; in the main thread a few at both ends and two a shard.
      // The thread that writes a database begins before the workers, and writes a page at a time; so do they, then.
      const DATABASE_OPERATIONS = [60, 800, 400, 400];
      const FILE_OPERATIONS = format === 'files' ? [60, 700, 700] : [60, 80, 80];
      const OPERATIONS = format === 'sqlite' ? DATABASE_OPERATIONS : FILE_OPERATIONS;
      await assertKillsLeaveNoTrace(format, Math.ceil(KILLS / 2), {
        args: ['run', '--in', join(scratch, 'in'), '--format', format, '--threads', '2', '--shard-rows', '20'],
        startDoomed: (args) => {
          const thread = random(OPERATIONS.length);
          const operation = 1 + random(OPERATIONS[thread] ?? 1);
          return startYfcc(args, { node: ['--import', KILL_AT], env: { YFCC_KILL_AT: `${thread}:${operation}` } });
        },
      });
    });
  }

  it('gives the same media as without a kill', { timeout: TIMEOUT_MS }, async () => {
    const random = seededRandom(SEED);
    const template = `${server.origin}/{kind}/{photo_id}.{photo_ext}`;
    const media = ['--media', 'all', '--media-url-template', template, '--allow-private', '--rate', '0'];
    await assertKillsLeaveNoTrace('media', KILLS, {
      args: ['run', '--in', join(scratch, 'in'), ...media, '--threads', '2', '--shard-rows', '50', '--lines', '0..300'],
      startDoomed: (args) => {
        // Every other time a worker is killed at its n-th file operation, else the process when a request comes in.
        if (random(2) === 0) {
          const at = `${1 + random(2)}:${1 + random(500)}`;
          return startYfcc(args, { node: ['--import', KILL_AT], env: { YFCC_KILL_AT: at } });
        }
        const started = startYfcc(args);
        let left = 1 + random(200);
        onRequest = () => {
          left--;
          if (left === 0) started.child.kill('SIGKILL');
        };
        return started;
      },
    });
  });
});
