/** The suites of `npm run bench`, in the order in which they run: each a script of its own, with a folder of results. */

export interface Suite {
  readonly name: string;
  /** Beside this file, compiled. */
  readonly script: string;
  readonly about: string;
  /** Programs without which none of it can be run; of other peers each is left out by itself. */
  readonly needs: readonly string[];
  /** Whether `--out` says where it writes. */
  readonly hasOut: boolean;
  /** Arguments of a run of seconds that only shows that it works. */
  readonly smoke: readonly string[];
}

export const SUITES: readonly Suite[] = [
  {
    name: 'micro',
    script: 'micro-suite.js',
    about: 'every hot function alone',
    needs: [],
    hasOut: false,
    smoke: ['--rows', '400', '--runs', '1', '--ms', '5'],
  },
  {
    name: 'stages',
    script: 'stages-suite.js',
    about: 'the stages of a job, one more at a time',
    needs: [],
    hasOut: false,
    smoke: ['--rows', '400', '--shard-rows', '100', '--runs', '1'],
  },
  {
    name: 'sweep',
    script: 'sweep-suite.js',
    about: 'the real job over threads and sizes of shards',
    needs: [],
    hasOut: true,
    smoke: ['--rows', '400', '--shard-rows', '50,100', '--runs', '1'],
  },
  {
    name: 'bz2',
    script: 'bz2-cat.js',
    about: 'decoding beside bzip2, lbzip2, pbzip2, unbzip2-stream and Python',
    needs: [],
    hasOut: false,
    smoke: ['--rows', '400', '--runs', '1'],
  },
  {
    name: 'job',
    script: 'job-peers.js',
    about: 'whole jobs beside lbzip2',
    needs: [],
    hasOut: true,
    // With fewer the files that stand in it four times would have the same ids in one shard.
    smoke: ['--rows', '10000', '--runs', '1'],
  },
  {
    name: 'order',
    script: 'order-suite.js',
    about: 'side files in another order',
    needs: [],
    hasOut: true,
    smoke: ['--rows', '400', '--runs', '1'],
  },
  {
    name: 'lists',
    script: 'lists-suite.js',
    about: 'lists of ids and of hashes',
    needs: [],
    hasOut: true,
    smoke: ['--entries', '1000', '--rows', '400', '--runs', '1'],
  },
  {
    name: 'options',
    script: 'options-suite.js',
    about: 'what options change',
    needs: [],
    hasOut: true,
    smoke: ['--rows', '400', '--media-rows', '10', '--runs', '1'],
  },
  {
    name: 'article',
    script: 'article-files.js',
    about: "the article's files beside its script",
    needs: ['python3'],
    hasOut: true,
    smoke: ['--rows', '40', '--script-rows', '20', '--source-rows', '400', '--runs', '1'],
  },
  {
    name: 'media',
    script: 'media-peers.js',
    about: 'downloads beside curl, aria2c, wget and vipsthumbnail',
    needs: ['nginx'],
    hasOut: true,
    smoke: ['--files', '40', '--pictures', '10', '--runs', '1'],
  },
];
