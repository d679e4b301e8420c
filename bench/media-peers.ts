/**
 * How fast media come: `yfcc run --media` beside the tools that people would pick instead, whole processes in turn.
 *
 * `npm run bench:media -- [--files N] [--pictures N] [--runs N] [--out DIR] [--json FILE]`. All have the same 16 connections to an
 * nginx on this machine, and write below DIR, `out` here; of the pictures that are made smaller there are fewer. What
 * came is counted on disk after each run. A row whose options are not known to `yfcc` is left out. The result is kept in
 * bench/results/media.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { positiveInteger } from './arguments.js';
import { commandLine } from './command-line.js';
import { isInstalled, versionsOf } from './installed.js';
import { lossLines, mediaPeersReport, type MediaPeersResult, type WantedRatio } from './media-peers-report.js';
import { mediaRounds, type MediaPeer } from './media-rounds.js';
import { writePhotoRows } from './media-rows.js';
import { startPictureServer, type PictureServer } from './nginx.js';
import { BIN, OUT_DEFAULT } from './paths.js';
import type { FactsOf } from './result.js';
import { measureSuite } from './suite.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    files: { type: 'string', default: '10000' },
    pictures: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const CONNECTIONS = 16;
const THREADS = 2;
const SIDE_PIXELS = 256;
/** Ours, unless told otherwise. */
const QUALITY = 95;

/** A shard is one thread's: with so many of them both have work to the end, however few the files. */
const SHARDS = 10;

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-media');
const DATASET = join(HOME, 'in', 'yfcc100m_dataset');

interface Peer extends MediaPeer {
  readonly wanted: readonly WantedRatio[];
  /** Of what is kept; 0 where that can't be known. */
  readonly bytes: number;
}

const CURL = 'curl -Z --parallel-max 16';
const CURL_VIPS = 'curl -Z, then vips thumbnail, two at a time';
const CURL_VIPSTHUMBNAIL = 'curl -Z, then two vipsthumbnail of 200 each';
const ARIA = 'aria2c -j16 -x1';
/** How near anything on Node can come to the others. */
const BARE = 'Node, two threads: read, write';
const BARE_PLACED = 'Node, two threads: read, hash, write, move';
const BARE_FETCH = fileURLToPath(new URL('./bare-fetch.js', import.meta.url));

/** Each peer's list of what to fetch stands in a file, as it wants it. */
function writeLists(ids: readonly string[], fewIds: readonly string[], origin: string, outDir: string): void {
  const urlOf = (id: string): string => `${origin}/${id}.jpg`;
  const curlLine = (id: string): string => `url = "${urlOf(id)}"\noutput = "${outDir}/${id}.jpg"\n`;
  const lists = {
    curl: ids.map(curlLine),
    'curl-few': fewIds.map(curlLine),
    aria: ids.map((id) => `${urlOf(id)}\n  out=${id}.jpg\n`),
    wget: ids.map((id) => `${urlOf(id)}\n`),
  };
  for (const [name, lines] of Object.entries(lists)) writeFileSync(join(HOME, name), lines.join(''));
}

function peersFor(server: PictureServer, ids: readonly string[], fewIds: readonly string[]): readonly Peer[] {
  const outDir = join(HOME, 'out');
  writeLists(ids, fewIds, server.origin, outDir);
  const files = ids.length;
  const bytesOf = (some: readonly string[]): number => some.reduce((sum, id) => sum + server.bytesOf(id), 0);
  const common = { files, bytes: bytesOf(ids), outDir, countedDir: outDir, container: 'files', wanted: [] } as const;
  // How many bytes a smaller picture has is not known.
  const few = { ...common, files: fewIds.length, bytes: 0 };
  const job = ['run', '--dataset', DATASET, '--out', outDir, '--media', 'photos', '--threads', String(THREADS)].concat(
    ['--allow-private', '--rate', '0', '--connections', String(CONNECTIONS)],
    ['--shard-rows', String(Math.ceil(files / SHARDS))],
    ['--media-url-template', `${server.origin}/{photo_id}.jpg`],
  );
  const yfcc = (...options: readonly string[]): Pick<Peer, 'name' | 'program' | 'args'> => {
    return { name: `yfcc run ${options.join(' ')}`, program: process.execPath, args: [BIN, ...job, ...options] };
  };
  const curlOf = (list: string): string =>
    `curl --silent --fail --create-dirs -Z --parallel-max ${CONNECTIONS} -K '${join(HOME, list)}'`;
  const images = join(outDir, 'img');
  const thumbs = join(outDir, 'thumbs');
  // The shorter side becomes so long, at our quality.
  const find = `mkdir '${thumbs}' && find '${outDir}' -maxdepth 1 -name '*.jpg' -print0 | VIPS_CONCURRENCY=1 xargs -0 -P2`;
  const vips = `${find} -I{} sh -c 'vips thumbnail "$1" "${thumbs}/\${1##*/}[Q=${QUALITY}]" ${SIDE_PIXELS} --height 100000' sh {}`;
  const vipsthumbnail = `${find} -n200 vipsthumbnail --size ${SIDE_PIXELS}x100000 -o '${thumbs}/%s.jpg[Q=${QUALITY}]'`;
  const wget = `mkdir '${outDir}' && xargs -P${CONNECTIONS} -n50 wget -q -P '${outDir}' < '${join(HOME, 'wget')}'`;
  const aria = ['-q', `-j${CONNECTIONS}`, '-x1', '--file-allocation=none', '-d', outDir, '-i', join(HOME, 'aria')];
  const bare = (...how: readonly string[]): Pick<Peer, 'program' | 'args'> => {
    return { program: process.execPath, args: [BARE_FETCH, join(HOME, 'wget'), outDir, ...how] };
  };
  return [
    { ...common, name: CURL, program: 'sh', args: ['-c', curlOf('curl')] },
    { ...common, name: ARIA, program: 'aria2c', args: aria },
    { ...common, name: 'wget, 16 processes', program: 'sh', args: ['-c', wget] },
    { ...common, ...bare(), name: BARE, wanted: [{ against: CURL, atLeast: 1.3 }] },
    { ...common, ...bare('placed'), name: BARE_PLACED, wanted: [{ against: CURL, atLeast: 1.3 }] },
    {
      ...common,
      ...yfcc('--format', 'files'),
      countedDir: images,
      wanted: [
        { against: CURL, atLeast: 1.3 },
        { against: ARIA, atLeast: 4 },
      ],
    },
    {
      ...common,
      ...yfcc('--format', 'webdataset'),
      container: 'tar',
      wanted: [{ against: CURL, atLeast: 1.5 }],
    },
    { ...few, name: CURL_VIPS, program: 'sh', args: ['-c', `${curlOf('curl-few')} && ${vips}`], countedDir: thumbs },
    {
      ...few,
      name: CURL_VIPSTHUMBNAIL,
      program: 'sh',
      args: ['-c', `${curlOf('curl-few')} && ${vipsthumbnail}`],
      countedDir: thumbs,
    },
    {
      ...few,
      ...yfcc('--format', 'files', '--resize', String(SIDE_PIXELS), '--limit', String(few.files)),
      countedDir: images,
      wanted: [{ against: CURL_VIPS, atLeast: 1.5 }],
    },
  ];
}

async function measure(files: number, fewFiles: number, runs: number): Promise<FactsOf<MediaPeersResult>> {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  const server = await startPictureServer();
  try {
    const ids = await writePhotoRows(DATASET, files);
    const peers = peersFor(server, ids, ids.slice(0, fewFiles));
    const outcomeOf = mediaRounds(peers, runs);
    return {
      versions: versionsOf(['nginx', 'curl', 'aria2c', 'wget', 'vips'].filter(isInstalled)),
      runs,
      connections: CONNECTIONS,
      peers: peers.map((peer) => {
        const { name, files: asked, bytes, wanted } = peer;
        return { name, line: commandLine(peer), files: asked, bytes, wanted, outcome: outcomeOf(name) };
      }),
    };
  } finally {
    await server.close();
    rmSync(HOME, { recursive: true, force: true });
  }
}

const files = positiveInteger('files', values.files);
const pictures = positiveInteger('pictures', values.pictures);
const runs = positiveInteger('runs', values.runs);
const { peers } = await measureSuite({ name: 'media', argv, json: values.json, report: mediaPeersReport }, () =>
  measure(files, pictures, runs),
);
for (const line of lossLines(peers)) console.error(`bench: ${line}`);
