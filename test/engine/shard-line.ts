/** Lines of a manifest as a job would write them, with nothing in them but what a test gives. */
import type { JobLine, ShardLine } from '../../src/engine/manifest.js';

export const JOB: JobLine = {
  type: 'job',
  version: '1.2.3',
  sources: { dataset: { bytes: 10, fingerprint: 'd' }, exif: { bytes: 20, fingerprint: 'e' } },
  options: { format: 'files', 'shard-rows': 10, to: null },
  paths: { dataset: '/in/d', exif: '/in/e' },
};

/** What a run hands over for shard `shard`. */
export function shardLine(shard: number, more: Partial<ShardLine> = {}): Omit<ShardLine, 'rejectsBytes'> {
  return {
    type: 'shard',
    shard,
    rows: 10,
    records: 10,
    rejects: { dataset: 0, autotags: 0, exif: 0, places: 0, hash: 0 },
    gaps: { autotags: 0, exif: 0, places: 0, hash: 0 },
    badItems: { autotags: 0, exif: 0, places: 0 },
    shortIds: 0,
    wrongHashes: 0,
    outcomes: {},
    putOff: 0,
    files: 0,
    bytes: 0,
    isLast: false,
    outputs: [],
    cursors: { dataset: 10 * (shard + 1), autotags: 0, exif: 10 * (shard + 1), places: 0, hash: 0 },
    lost: [],
    unread: [],
    progress: 0.1,
    milliseconds: 5,
    seconds: 1,
    ...more,
  };
}
