import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readAnswerLog } from '../../bench/media-server/answer-log.js';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { extraFetches } from '../../bench/soak-checks.js';
import { FIXTURES } from '../core/real-rows.js';
import { startYfcc, yfcc } from './command.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, outputTree } from './tree.js';

/** Of each format; thirty take a minute. */
const KILLS = Number(process.env['YFCC_KILLS'] ?? 5);
const TIMEOUT = { timeout: 30_000 + KILLS * 5000 };
const SEED = Number(process.env['YFCC_SEED'] ?? 1);

const ROWS = 240;
const CONNECTIONS = 8;

const scratch = await scratchFolder('media-kill');

function argsFor(format: string, server: MediaServer, out: string): readonly string[] {
  return ['run', '--in', join(scratch, 'in'), '--out', out, '--format', format, '--media', 'photos'].concat(
    ['--threads', '2', '--shard-rows', '40', '--connections', String(CONNECTIONS), '--rate', '0', '--allow-private'],
    ['--media-url-template', `${server.origin}/{photo_id}.jpg`],
  );
}

describe('a media job that is killed with SIGKILL at random requests', () => {
  before(() => {
    writeSources(join(scratch, 'in'), makeLines(ROWS), { only: ['dataset'] });
  });

  for (const format of ['jsonl', 'files', 'webdataset']) {
    describe(`in ${format}`, () => {
      const logFile = join(scratch, `${format}.log`);
      let server: MediaServer;
      let onRequest: () => void = () => {};

      before(async () => {
        server = await startMediaServer({
          bodies: 4,
          smallBodies: true,
          logFile,
          faultRate: 0.1,
          faults: ['not-found', 'wrong-type', 'opted-out'],
          // So that some are under way when it is killed.
          delayMs: 2,
          faultFor: () => {
            onRequest();
            return null;
          },
        });
      });
      after(() => server.close());

      it('ends as one that was not, and asks for no file again that was saved', TIMEOUT, async () => {
        const undisturbed = join(scratch, `${format}-undisturbed`);
        const done = await yfcc(argsFor(format, server, undisturbed));
        assert.equal(done.code, 1, done.stderr);
        const expected = outputTree(undisturbed);
        const isTar = format === 'webdataset';
        const picturesIn = (folder: string): readonly string[] => (isTar ? [] : filesOf(join(folder, 'img')));
        const pictures = server.counts['ok'] ?? 0;
        if (!isTar) assert.equal(picturesIn(undisturbed).length, pictures);

        const random = seededRandom(SEED);
        const out = join(scratch, format);
        const most = Math.floor(ROWS / (KILLS + 1));
        const kills: { readonly saved: readonly string[]; readonly requests: number }[] = [];
        for (let killed = 0; killed < KILLS; killed++) {
          const started = startYfcc(argsFor(format, server, out));
          let left = 1 + random(most);
          onRequest = () => {
            left--;
            if (left === 0) started.child.kill('SIGKILL');
          };
          assert.equal((await started.ended).signal, 'SIGKILL');
          kills.push({ saved: picturesIn(out), requests: server.log.length });
        }
        onRequest = () => {};
        const last = await yfcc(argsFor(format, server, out));
        assert.equal(last.code, 1, last.stderr);
        assert.deepEqual(outputTree(out), expected);
        assert.deepEqual(
          filesOf(out).filter((path) => path.includes('tmp') || path.includes('lock')),
          [],
        );

        for (const { saved, requests } of kills) {
          const asked = new Set(server.log.slice(requests).map(({ path }) => path));
          assert.deepEqual(
            saved.filter((path) => asked.has(`/${basename(path)}`)),
            [],
          );
        }
        assert.ok(isTar || kills.some(({ saved }) => saved.length > 0));

        await server.close();
        // The undisturbed job had each once. What else came twice was not saved: a file on each connection, and about as
        // many that had just come and were to get their names, or their turn to be written into a tar file.
        const again = extraFetches(await readAnswerLog(logFile)) - pictures;
        assert.ok(again >= 0 && again <= KILLS * 2 * CONNECTIONS, `${again} files came again in ${KILLS} kills`);
      });
    });
  }
});

describe('a media job whose threads die over and over', () => {
  const WORKER_DIES = new URL('preload/worker-dies.mjs', FIXTURES).href;
  const LEAST_DEATHS = 20;

  for (const format of ['jsonl', 'webdataset']) {
    it(`ends as one whose threads did not (${format})`, { timeout: 120_000 }, async () => {
      const server = await startMediaServer({ bodies: 4, smallBodies: true, logLimit: 10_000 });
      try {
        const input = join(scratch, 'dying-in');
        writeSources(input, makeLines(720), { only: ['dataset'] });
        const argsTo = (out: string): readonly string[] =>
          argsFor(format, server, out).concat(['--in', input, '--shard-rows', format === 'jsonl' ? '20' : '10']);
        const whole = join(scratch, `${format} living`);
        assert.equal((await yfcc(argsTo(whole))).code, 0);
        const fetched = server.log.length;
        const out = join(scratch, `${format} dying`);
        // Each at its n-th rename: of a picture, or of one of the files of a shard.
        const dies = format === 'jsonl' ? 'exit:26:each' : 'exit:7:each';
        const { code, stderr } = await yfcc(argsTo(out), { node: ['--import', WORKER_DIES], env: { YFCC_DIE: dies } });
        assert.equal(code, 0, stderr);
        const deaths = stderr.match(/exited with code: 7/g)?.length ?? 0;
        assert.ok(deaths >= LEAST_DEATHS, `${deaths} deaths\n${stderr}`);
        assert.deepEqual(outputTree(out), outputTree(whole));
        // Those on the connections of the thread come again, and a picture without a name; no other.
        const again = server.log.length - fetched - new Set(server.log.slice(fetched).map(({ path }) => path)).size;
        assert.ok(again <= deaths * CONNECTIONS, `${again} came again at ${deaths} deaths`);
      } finally {
        await server.close();
      }
    });
  }
});
