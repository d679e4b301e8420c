import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runMain } from '../cli/fake-terminal.js';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';
import { filesOf } from './tree.js';

const scratch = await scratchFolder('status-verify');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');
const TIMEOUT = { timeout: 30_000 };
let server: MediaServer;

before(async () => {
  const lines = makeLines(100);
  lines.dataset[10] = 'not a row';
  lines.exif.splice(40, 3);
  lines.places[60] = 'no id\there';
  lines.autotags[61] = `${idOf(61)}\tno score,dune:0.5100`;
  writeSources(input, lines, { only: ['dataset', 'autotags', 'exif', 'places'] });
  server = await startMediaServer({ bodies: 2, faultFor: (path) => (path.includes(idOf(5)) ? 'gone' : null) });
  const media = [
    '--media',
    'photos',
    '--media-url-template',
    `${server.origin}/{photo_id}.jpg`,
    '--allow-private',
    '--rate',
    '0',
  ];
  const { code, stderr } = await yfcc([
    'run',
    '--in',
    input,
    '--out',
    whole,
    '--threads',
    '2',
    '--shard-rows',
    '30',
    ...media,
    '--max-rejects',
    '9',
  ]);
  assert.equal(code, 0, stderr);
});
after(() => server.close());

describe('yfcc status --json', () => {
  it('has one object with what the job has done', TIMEOUT, async () => {
    const { code, stdout } = await yfcc(['status', whole, '--json']);
    assert.equal(code, 0);
    // A parse border: all fields are compared below.
    const { seconds, rowsPerSecond, bytes, sources, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(rest, {
      out: whole,
      finished: true,
      pid: null,
      rows: 100,
      records: 99,
      rejects: 5,
      // The lines of the row that is none are strays in the other files.
      rejectsBySource: { dataset: 1, autotags: 1, exif: 1, places: 2, hash: 0 },
      shards: { done: 4, total: 4 },
      outcomes: { ok: 93, gone: 1 },
      putOff: 0,
      gaps: { autotags: 0, exif: 3, places: 1, hash: 0 },
      lost: { autotags: 0, exif: 0, places: 0, hash: 0 },
      unread: [],
      badItems: { autotags: 1, exif: 0, places: 0 },
      shortIds: 0,
      wrongHashes: 0,
      files: 99 + 93,
      remainingSeconds: 0,
    });
    assert.ok(typeof seconds === 'number' && seconds > 0);
    assert.ok(typeof rowsPerSecond === 'number' && rowsPerSecond > 0);
    const kept = filesOf(whole).filter((path) => /^(meta|img)\//.test(path));
    assert.equal(
      bytes,
      kept.reduce((sum, path) => sum + readFileSync(join(whole, path)).length, 0),
    );
    assert.deepEqual(
      sources,
      Object.fromEntries(
        ['dataset', 'autotags', 'exif', 'places'].map((name) => [name, join(input, `yfcc100m_${name}`)]),
      ),
    );
  });

  for (const command of ['status', 'verify']) {
    it(`where there is no job, ${command} is refused`, TIMEOUT, async () => {
      const { code, stderr } = await runMain(command, input);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /job's folder with a manifest/);
    });
  }
});

describe('yfcc verify', () => {
  it('says that all is whole', TIMEOUT, async () => {
    const { code, stdout } = await yfcc(['verify', whole]);
    assert.equal(code, 0);
    assert.match(stdout, /of 4 shards, .+: all whole\.\n$/);
  });

  /** A copy of the job that gets one harm at a time, and is mended behind each. */
  const harmed = join(scratch, 'harmed');
  before(() => cpSync(whole, harmed, { recursive: true }));
  const meta = `meta/${pathOf(7)}_meta.json`;
  const image = `img/${pathOf(7)}.jpg`;
  const harms: Readonly<Record<string, readonly [path: string, harm: (file: string) => void, says: RegExp]>> = {
    'a record that is gone': [meta, (file) => rmSync(file), /_meta\.json: expected a file, got none/],
    'a record that is changed': [
      meta,
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('"photo"', '"phota"')),
      /_meta\.json: expected SHA-256/,
    ],
    'a record that is cut': [meta, (file) => truncateSync(file, 10), /_meta\.json: expected SHA-256/],
    'a picture that is gone': [image, (file) => rmSync(file), /\.jpg: expected a file, got none/],
    'a picture that is cut': [image, (file) => truncateSync(file, 1000), /\.jpg: expected SHA-256/],
    'an empty picture': [image, (file) => truncateSync(file, 0), /\.jpg: expected SHA-256/],
    'a picture with a byte more': [image, (file) => appendFileSync(file, '!'), /\.jpg: expected SHA-256/],
    'a list of checksums that is gone': [
      'checksums/00001.sha256',
      (file) => rmSync(file),
      /checksums\/00001\.sha256: expected a file, got none/,
    ],
    'a list of checksums that is cut': [
      'checksums/00001.sha256',
      (file) => truncateSync(file, 100),
      /checksums\/00001\.sha256: expected \d+ bytes, got 100/,
    ],
    'a log of outcomes that is gone': [
      'outcomes/00000.jsonl',
      (file) => rmSync(file),
      /outcomes\/00000\.jsonl: expected a file, got none/,
    ],
    'a folder in the place of a record': [
      meta,
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /_meta\.json: could not be read/,
    ],
    'rejects that are cut': [
      'rejects.jsonl',
      (file) => truncateSync(file, 100),
      /rejects\.jsonl: expected \d+ bytes, got 100/,
    ],
    'rejects that are gone': ['rejects.jsonl', (file) => rmSync(file), /rejects\.jsonl: expected \d+ bytes, got 0/],
  };
  for (const [name, [path, harm, says]] of Object.entries(harms)) {
    it(`finds ${name}`, TIMEOUT, async () => {
      const file = join(harmed, path);
      harm(file);
      const { code, stdout } = await runMain('verify', harmed, '--threads', '1');
      rmSync(file, { recursive: true, force: true });
      cpSync(join(whole, path), file);
      assert.equal(code, 1, stdout);
      assert.match(stdout, says);
      assert.match(stdout, /: 1 problem\.\n$/);
    });
  }

  it('has exit code 130 for what is whole and not finished', TIMEOUT, async () => {
    const out = join(scratch, 'unfinished');
    cpSync(whole, out, { recursive: true });
    const manifest = join(out, 'manifest.jsonl');
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8')
        .split(/(?<=\n)/)
        .slice(0, 3)
        .join(''),
    );
    const { code, stdout } = await yfcc(['verify', out, '--threads', '1']);
    assert.equal(code, 130);
    assert.match(stdout, /all whole\.\nThe job is not finished/);
  });
});

/** `id[0:3]/id[3:6]/id` */
function pathOf(row: number): string {
  const id = idOf(row);
  return `${id.slice(0, 3)}/${id.slice(3, 6)}/${id}`;
}
