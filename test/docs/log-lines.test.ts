import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { EXIT_CODES } from '../../src/core/errors.js';
import { OUTCOMES } from '../../src/core/outcome.js';
import { NO_BZIP2 } from '../bz2/real-bzip2.js';
import { runMain, runMainWith, type CommandResult } from '../cli/fake-terminal.js';
import { startFileServer } from '../engine/file-server.js';
import { startLoopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { startYfcc, yfcc } from '../whole/command.js';
import { scratchFolder } from '../whole/scratch.js';
import { startSilentServer } from '../whole/silent-server.js';
import { makeLines, writeSources } from '../whole/sources.js';

const DOCS = readFileSync(new URL('../../../docs/log-lines.md', import.meta.url), 'utf8');
const scratch = await scratchFolder('log-lines');
const out = (name: string): string => join(scratch, name);

interface Field {
  readonly type: string;
  readonly isAlways: boolean;
  isSeen: boolean;
}

type Events = ReadonlyMap<string, Map<string, Field>>;

/** The table behind a heading: of each event its fields. */
function tableOf(heading: string): Events {
  const [, section = ''] = new RegExp(`^## ${heading}\\n(.*?)(?=^## |$(?![^]))`, 'ms').exec(DOCS) ?? [];
  const events = new Map<string, Map<string, Field>>();
  for (const [, event = '', field = '', type = ''] of section.matchAll(/^\| `(\w+)` +\|(.*?)\|(.*?)\|.*\|$/gm)) {
    const fields = events.get(event) ?? new Map<string, Field>();
    events.set(event, fields);
    const [, name] = /`(.*)`/.exec(field) ?? [];
    const [kind = '', ...times] = type.trim().split(/, (?=at times$)/);
    if (name !== undefined) fields.set(name, { type: kind, isAlways: times.length === 0, isSeen: false });
  }
  return events;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const SIDES = ['autotags', 'exif', 'places', 'hash'];
const KEYS: Readonly<Record<string, RegExp>> = {
  outcome: new RegExp(`^(${OUTCOMES.join('|')})$`),
  source: new RegExp(`^(dataset|${SIDES.join('|')})$`),
  'side file': new RegExp(`^(${SIDES.join('|')})$`),
  'autotags, exif, places': /^(autotags|exif|places)$/,
  kind: /^(photo|video)$/,
  licence: /^(by(-nc)?(-nd|-sa)?|none)$/,
  year: /^(\d{4}|none)$/,
};

/** Whether a value is of a type in the words of the table. */
function isOf(type: string, value: unknown): boolean {
  if (type.endsWith(' or null')) return value === null || isOf(type.replace(/ or null$/, ''), value);
  const [, by] = /^counts by (.*)$/.exec(type) ?? [];
  if (by !== undefined) {
    const keys = KEYS[by];
    assert.ok(keys, type);
    const isObject = typeof value === 'object' && value !== null;
    return isObject && Object.entries(value).every(([key, count]) => keys.test(key) && isCount(count));
  }
  switch (type) {
    case 'text':
      return isText(value);
    case 'count':
      return isCount(value);
    case 'number':
      return isNumber(value);
    case 'share':
      return isNumber(value) && Number(value) <= 1;
    case 'true or false':
      return typeof value === 'boolean';
    case 'list of texts':
      return Array.isArray(value) && value.every(isText);
    default:
      return assert.fail(`No type of the table: ${type}`);
  }
}

/** Holds a value, and all below it, against the fields; gives the paths of the fields that were there. */
function check(path: string, value: unknown, fields: ReadonlyMap<string, Field>, seen: Set<string>): void {
  const field = fields.get(path);
  if (field !== undefined) {
    assert.ok(isOf(field.type, value), `${path} is ${field.type}, got ${JSON.stringify(value)}`);
    field.isSeen = true;
    seen.add(path);
    return;
  }
  assert.ok(typeof value === 'object' && value !== null, `${path} is in the table`);
  const below: [string, unknown][] = Array.isArray(value)
    ? value.map((item) => [`${path}[]`, item])
    : Object.entries(value).map(([name, item]) => [path === '' ? name : `${path}.${name}`, item]);
  for (const [name, item] of below) check(name, item, fields, seen);
}

/** Holds all lines against the table; gives the names of the events, in their order, but for `progress`, which comes with time. */
function eventsOf(lines: string, events: Events): string[] {
  assert.ok(lines.endsWith('\n'));
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { time, event, ...rest } = JSON.parse(line);
      assert.ok(line.startsWith('{"time":"') && new Date(time).toISOString() === time, line);
      const fields = events.get(event);
      assert.ok(fields, `${event} is in the table`);
      const seen = new Set<string>();
      check('', rest, fields, seen);
      for (const [name, { isAlways }] of fields)
        assert.ok(!isAlways || seen.has(name), `${event} has ${name}: ${line}`);
      return event;
    })
    .filter((event) => event !== 'progress');
}

/** Every field of the table was there at one time or another. */
function assertAllSeen(events: Events): void {
  const unseen = [...events].flatMap(([event, fields]) =>
    [...fields].filter(([, { isSeen }]) => !isSeen).map(([name]) => `${event} ${name}`),
  );
  assert.deepEqual(unseen, []);
}

describe(
  'the lines of `yfcc run --log json` are those of docs/log-lines.md',
  { skip: NO_BZIP2, timeout: 120_000 },
  () => {
    const table = tableOf('`yfcc run`');
    const lines = makeLines(60);
    lines.dataset.splice(5, 0, 'no row');
    const input = writeSources(out('in'), lines);
    const FORMS = ['--format', 'jsonl', '--log', 'json'];
    const job = (name: string, folder = input): string[] => ['run', '--in', folder, '--out', out(name), ...FORMS];
    const small = ['--threads', '1', '--shard-rows', '20'];
    const events = ({ stderr }: Pick<CommandResult, 'stderr'>): string[] => eventsOf(stderr, table);
    /** As far as its first shard. */
    const stoppedAtStart = async (name: string): Promise<CommandResult> => {
      const stopped = await runMainWith(
        (text, signals) => {
          if (text.includes('"event":"start"')) signals.emit('SIGINT');
        },
        [...job(name), ...small],
      );
      assert.equal(stopped.code, 130);
      return stopped;
    };

    it('of a job with media, some of which do not come', async () => {
      const server = await startLoopback(({ url = '' }, response) => {
        response.writeHead(url.endsWith('1') ? 404 : 200).end(url.endsWith('1') ? '' : jpeg());
      });
      const media = ['--media', 'all', '--allow-private', '--media-url-template', `${server.origin}/{photo_id}`];
      const ended = await runMain(...job('media'), ...small, ...media, '--metrics', '0');
      await server.close();
      assert.equal(ended.code, 1);
      assert.deepEqual(events(ended), ['listening', 'start', 'end']);
    });

    it('of a job that is stopped, and goes on', async () => {
      assert.deepEqual(events(await stoppedAtStart('stopped')), ['start', 'warning', 'end']);
      assert.deepEqual(events(await runMain(...job('stopped'), ...small)), ['start', 'end']);
    });

    it('of a job that takes its time, and is stopped at once', async () => {
      const silent = await startSilentServer();
      const media = ['--media', 'photos', '--allow-private', '--media-url-template', `${silent.origin}/{photo_id}`];
      const started = startYfcc([...job('slow'), ...small, ...media]);
      await started.says('"progress"');
      started.child.kill('SIGINT');
      await started.says('"warning"');
      started.child.kill('SIGINT');
      const ended = await started.ended;
      await silent.close();
      assert.equal(ended.code, 130);
      assert.deepEqual(events(ended), ['start', 'warning', 'error']);
    });

    it('of a job whose side file is in another order', async () => {
      const many = makeLines(3000);
      many.places.reverse();
      const ended = await runMain(...job('unordered', writeSources(out('unordered-in'), many)));
      assert.equal(ended.code, 0, ended.stderr);
      assert.ok(events(ended).includes('note'));
    });

    it('of a dry run', async () => {
      const ended = await runMain('run', '--in', input, '--dry-run', '--max-rejects', '1', '--log', 'json');
      assert.equal(ended.code, 0);
      assert.deepEqual(events(ended), ['start', 'end']);
    });

    it('of a job from standard input', async () => {
      const dataset = join(input, 'yfcc100m_dataset');
      const ended = await yfcc([...job('stdin'), '--dataset', '-'], {
        launcher: ['bash', '-c', `cat ${dataset} | exec "$0" "$@"`],
      });
      assert.equal(ended.code, 1);
      assert.deepEqual(events(ended), ['start', 'end']);
    });

    it('of a source that is damaged, with the byte', async () => {
      const bz2 = execFileSync('bzip2', ['-1', '-c'], { input: makeLines(2000).dataset.join('\n') });
      const folder = out('damaged-in');
      mkdirSync(folder);
      writeFileSync(join(folder, 'yfcc100m_dataset.bz2'), bz2.subarray(0, bz2.length >> 1));
      const ended = await runMain(...job('damaged', folder));
      assert.equal(ended.code, 3);
      assert.deepEqual(events(ended).at(-1), 'error');
    });

    it('of a range behind the last row, with the line; of a shard that cannot be written; of bad usage', async () => {
      const behind = await runMain(...job('behind'), '--lines', '1000..');
      assert.deepEqual([behind.code, events(behind).at(-1)], [3, 'error']);
      // So that the folder is the job's.
      await stoppedAtStart('blocked');
      rmSync(join(out('blocked'), 'meta'), { recursive: true, force: true });
      writeFileSync(join(out('blocked'), 'meta'), 'a file in the place of the folder');
      const blocked = await runMain(...job('blocked'), ...small);
      assert.deepEqual([blocked.code, events(blocked).at(-1)], [4, 'error']);
      const usage = await runMain(...job('usage'), '--gzip-level', '10');
      assert.deepEqual([usage.code, events(usage)], [2, ['error']]);
    });

    it('and all that are in the table have been seen', () => {
      assertAllSeen(table);
    });
  },
);

describe('the lines of `yfcc fetch --log json` are those of docs/log-lines.md', { timeout: 60_000 }, () => {
  const table = tableOf('`yfcc fetch`');
  const bytes = Buffer.alloc(200_000, 'a line\n');

  it('of files that come, and are there', async () => {
    const server = await startFileServer({ bytes: () => bytes });
    const job = ['fetch', `${server.origin}/a.bz2`, `${server.origin}/b.bz2`, '--out', out('fetched'), '--log', 'json'];
    for (const _ of ['new', 'there']) {
      const { code, stderr } = await runMain(...job);
      assert.equal(code, 0, stderr);
      assert.deepEqual(eventsOf(stderr, table), ['start', 'file', 'file', 'end']);
    }
    await server.close();
  });

  it('of one that takes its time', async () => {
    let sendRest = (): void => {};
    const server = await startLoopback((request, response) => {
      const [, from = '0'] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
      const isProbe = /-\d+$/.test(request.headers.range ?? '');
      const rest = isProbe ? bytes.subarray(Number(from), Number(from) + 1) : bytes.subarray(Number(from));
      response.writeHead(206, {
        'content-length': rest.length,
        'content-range': `bytes ${from}-${Number(from) + rest.length - 1}/${bytes.length}`,
        etag: '"1"',
      });
      if (isProbe) return void response.end(rest);
      response.write(rest.subarray(0, 1000));
      sendRest = () => response.end(rest.subarray(1000));
    });
    const started = startYfcc(['fetch', `${server.origin}/slow.bz2`, '--out', out('slow-fetch'), '--log', 'json']);
    await started.says('"progress"');
    sendRest();
    const { code, stderr } = await started.ended;
    await server.close();
    assert.equal(code, 0, stderr);
    assert.deepEqual(eventsOf(stderr, table), ['start', 'file', 'end']);
  });

  it('of one that is there, from a server that does not tell its size', async () => {
    const server = await startLoopback((_request, response) => {
      // In parts, so without a length.
      response.write(bytes.subarray(0, 1000));
      response.end(bytes.subarray(1000));
    });
    const job = ['fetch', `${server.origin}/a.bz2`, '--out', out('sizeless'), '--log', 'json'];
    assert.deepEqual(eventsOf((await runMain(...job)).stderr, table), ['start', 'file', 'end']);
    assert.deepEqual(eventsOf((await runMain(...job)).stderr, table), ['warning', 'start', 'file', 'end']);
    await server.close();
  });

  it('of one that is not there', async () => {
    const server = await startFileServer({ bytes: () => bytes, status: () => 404 });
    const missing = await runMain('fetch', `${server.origin}/a.bz2`, '--out', out('missing'), '--log', 'json');
    await server.close();
    assert.equal(missing.code, EXIT_CODES['bad-input']);
    assert.deepEqual(eventsOf(missing.stderr, table), ['error']);
  });

  it('and all that are in the table have been seen', () => {
    assertAllSeen(table);
  });
});
