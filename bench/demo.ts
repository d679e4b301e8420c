/** `npm start`: the main job on a generated sample, with an embedded media server; everything on this machine. */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { main } from '../src/cli/main.js';
import { processContext } from '../src/cli/process-context.js';
import { status } from '../src/jobs/status.js';
import { startMediaServer } from './media-server/server.js';

const SAMPLE = 'out/sample';
const OUT = 'out/demo';
const ROWS = 2000;

/** As on the real network, a few photos are gone, and a few requests need a second try. */
const FAULTS = { faultRate: 0.02, faults: ['not-found', 'placeholder', 'server-error'], transientAttempts: 1 } as const;

const context = processContext();

async function yfcc(...argv: string[]): Promise<number> {
  console.log(`\n$ yfcc ${argv.map((word) => (/[^\w./:-]/.test(word) ? `'${word}'` : word)).join(' ')}`);
  return await main(argv, context);
}

// Both are of an earlier demo only.
for (const folder of [SAMPLE, OUT]) await rm(folder, { recursive: true, force: true });
const server = await startMediaServer(FAULTS);
console.log(`A media server stands at ${server.origin}; it makes up a picture for every URL.`);
try {
  process.exitCode =
    (await yfcc('synth', '--rows', String(ROWS), '--out', SAMPLE)) ||
    (await yfcc(
      'run',
      '--in',
      SAMPLE,
      '--out',
      OUT,
      '--media',
      'all',
      '--shard-rows',
      '250',
      '--threads',
      String(availableParallelism()),
      '--allow-private',
      '--media-url-template',
      `${server.origin}{url_path}`,
    ));
  if (process.exitCode === 0) await tour();
} finally {
  await server.close();
}

/** What to look at. */
async function tour(): Promise<void> {
  const { records, outcomes, files } = await status(OUT);
  console.log(`
What to look at in ${OUT}:
  meta/     ${records} records, a JSON file each:   find ${OUT}/meta -name '*.json' | head -1 | xargs python3 -m json.tool
  img/      ${outcomes.ok ?? 0} pictures and videos, ${outcomes.gone ?? 0} more are gone:   find ${OUT}/img -type f | head
  outcomes/ what became of each, with the cause:   cat ${OUT}/outcomes/*.jsonl | head -3
  checksums/ ${files} files, as sha256sum has them:   (cd ${OUT} && sha256sum --quiet -c checksums/*.sha256 && echo all whole)
  report.html  how the run went: open it in a browser
Then:
  npx yfcc status ${OUT}     what the job has done
  npx yfcc verify ${OUT}     every file there, whole, and as it was written
  npx yfcc run --help        the options, with examples`);
}
