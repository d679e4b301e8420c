import assert from 'node:assert/strict';
import test from 'node:test';
import { judge, type Evidence } from '../../src/tune/bottleneck.js';

/** Two threads of two, busy with bz2. */
const JOB: Evidence = {
  seconds: 10,
  threads: 2,
  cores: 2,
  format: 'jsonl',
  gzip: false,
  hasMedia: false,
  mainBusy: 0.2,
  workersBusy: 1.96,
  cpuSeconds: 19,
  stages: { decode: 12, encode: 6, fetch: 0, write: 1, sync: 0.5 },
  connections: 16,
  hosts: [],
  withoutOutput: 1.05,
};
const HOST = {
  host: 'mirror.example',
  rate: null,
  connections: 4,
  maxConnections: 16,
  isDead: false,
  heldSeconds: 0,
} as const;
const IDLE = { workersBusy: 0.2, cpuSeconds: 3, hasMedia: true, withoutOutput: null } as const;

const CASES: readonly [name: string, evidence: Partial<Evidence>, bottleneck: string, says: RegExp][] = [
  ['bz2 that is decoded', {}, 'decode', /decode 63%, parse 32%, write 5%.*busy 98%/],
  ['bz2 that is decoded, whose output costs something, too', { withoutOutput: 1.5 }, 'decode', /decode 63%/],
  [
    'text that is parsed, with a filter or without',
    { stages: { decode: 0, encode: 18, fetch: 0, write: 0.1, sync: 0 } },
    'parse',
    /rows to JSON.*parse 99%/,
  ],
  [
    'parquet that takes CPU to make',
    { format: 'parquet', stages: { decode: 4, encode: 4, fetch: 0, write: 11, sync: 0 }, withoutOutput: 2.4 },
    'write',
    /2\.4 times as fast when it writes nothing.*make parquet output/,
  ],
  [
    'a slow disk',
    { cpuSeconds: 6, stages: { decode: 3, encode: 2, fetch: 0, write: 14, sync: 5 }, withoutOutput: 3.1 },
    'disk',
    /3\.1 times as fast.*30% of the CPU.*--gzip/,
  ],
  ['many files on a slow disk', { format: 'files', cpuSeconds: 6, withoutOutput: 3 }, 'disk', /--format jsonl/],
  [
    'one thread of two cores',
    { threads: 1, workersBusy: 0.99, cpuSeconds: 11 },
    'threads',
    /1 thread is busy 99% of the time, and 1 core is left idle.*decode 63%/,
  ],
  ['a main thread that is full', { mainBusy: 0.97, workersBusy: 1.2 }, 'main thread', /busy 97%.*--decode-bytes/],
  ['input that comes slowly', { workersBusy: 0.4, cpuSeconds: 5 }, 'reading', /busy only 20%/],
  ['a host with a rate', { ...IDLE, hosts: [{ ...HOST, rate: 10 }] }, 'network', /mirror.example gets 10 requests/],
  ['a host that asks for patience', { ...IDLE, hosts: [{ ...HOST, heldSeconds: 3 }] }, 'network', /asks for patience/],
  ['a host that is dead', { ...IDLE, hosts: [{ ...HOST, isDead: true }] }, 'network', /does not answer/],
  ['too few connections', { ...IDLE, hosts: [{ ...HOST, connections: 16 }] }, 'network', /16 connections are in use/],
  ['slow servers', { ...IDLE, hosts: [HOST] }, 'network', /answer slowly/],
];

for (const [name, evidence, bottleneck, says] of CASES) {
  test(`tells of ${name}`, () => {
    const verdict = judge({ ...JOB, ...evidence });
    assert.equal(verdict.bottleneck, bottleneck, verdict.sentence);
    assert.match(verdict.sentence, says);
  });
}
