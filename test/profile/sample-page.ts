/** A small page of profiles made by hand: main, and two workers. */
import type { FlamePage } from '../../src/profile/flame-page.js';
import { foldProfile } from '../../src/profile/profile-tree.js';
import { sampledProfile, type Stack } from './sampled.js';

const ROOT = 'file:///pkg/dist/';
// A name that would be an element if it were let.
const SHARD = `<shard> ${ROOT}workers/shard.js:5`;
const DECODE = `${SHARD} > src/wasm/bzip2/index/decodeBlock wasm://wasm/1:1`;

const SEEN: Readonly<Record<string, readonly (readonly [Stack, number])[]>> = {
  main: [
    [`run ${ROOT}src/jobs/run.js:3`, 50_000],
    ['(idle)', 450_000],
  ],
  'worker-1': [
    [SHARD, 150_000],
    [DECODE, 300_000],
    ['(garbage collector)', 50_000],
  ],
  'worker-2': [
    [SHARD, 150_000],
    [DECODE, 100_000],
    ['(idle)', 250_000],
  ],
};

/** Without scripts. */
export function samplePage(): FlamePage {
  const trees = Object.entries(SEEN).map(([name, seen]) => foldProfile(name, sampledProfile(seen), ROOT));
  return { subject: 'yfcc 1.2.3', notes: [], trees, scripts: [] };
}
