/** `yfcc run` */
import type { CommandModule } from 'yargs';
import { EXIT_CODES } from '../core/errors.js';
import { DECODER_NAMES, FORMATS, MEDIA_KINDS, RUN_DEFAULTS, SCHEMAS, type RunOptions } from '../jobs/run-options.js';
import { kebab } from '../jobs/check-option.js';
import type { CliContext } from './context.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { isJsonLog, LOG_FLAG, type LogName } from './log-flag.js';
import { S3_FLAGS } from './s3-flags.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

const FILES = 'Files:';
const OUTPUT = 'Output:';
const CHOICE = 'Which rows:';
const FILTER = 'Which records (each more than once: any of them; different ones: all of them):';
const SPEED = 'Speed and memory:';
const MEDIA = 'Media:';

/** A text that may be given more than once. */
const MANY = { type: 'string', array: true, nargs: 1, group: FILTER } as const;

/** A file by its name; once or more. */
const FILE = { type: 'string', array: true, nargs: 1, group: FILES } as const;

/** One entry an option of `RunOptions`, with its flag's text; the defaults are those of `RUN_DEFAULTS`. */
export const RUN_FLAGS = {
  in: {
    type: 'string',
    group: FILES,
    describe: 'Folder with the files, found by name: yfcc100m_dataset*, _autotags*, _exif*, _places*',
  },
  dataset: { ...FILE, describe: "The dataset file, bz2 or plain, several: 'dataset-*.bz2', or -" },
  autotags: { ...FILE, describe: 'The autotags file' },
  exif: { ...FILE, describe: 'The exif file' },
  places: { ...FILE, describe: 'The places file' },
  ...S3_FLAGS,
  out: {
    type: 'string',
    group: OUTPUT,
    describe: 'Folder to write; the same command again goes on where it stopped',
  },
  format: {
    choices: FORMATS,
    group: OUTPUT,
    describe: 'A JSON file a record, or a file a shard: JSON lines, Parquet, CSV, or a tar of JSON files',
  },
  gzip: { type: 'boolean', group: OUTPUT, describe: 'Compress jsonl' },
  gzipLevel: { type: 'number', group: OUTPUT, describe: 'How hard gzip tries, 1 fastest to 9 smallest' },
  schema: { choices: SCHEMAS, group: OUTPUT, describe: "Typed and lossless, or byte for byte the article's" },
  fields: {
    ...MANY,
    group: OUTPUT,
    describe: 'Only these fields of the full schema, with commas: photo_id,title,license',
  },
  resume: { type: 'boolean', group: OUTPUT, describe: 'Go on also in a folder that has other files in it' },
  overwrite: { type: 'boolean', group: OUTPUT, describe: 'Remove what an earlier job wrote there, and begin anew' },
  dryRun: { type: 'boolean', group: OUTPUT, describe: 'Count what the job would take, and write nothing' },
  store: { type: 'string', group: OUTPUT, describe: 'Folder for side files put in order, used again by later jobs' },
  lines: { type: 'string', group: CHOICE, describe: 'Rows A..B of the dataset file, from 0, B not included' },
  limit: { type: 'number', group: CHOICE, describe: 'At most this many rows' },
  kind: { ...MANY, describe: 'photo or video' },
  license: { ...MANY, describe: 'by, by-sa, by-nd, by-nc, by-nc-sa, by-nc-nd, with commas; or commercial' },
  bbox: { ...MANY, describe: 'W,S,E,N in degrees' },
  minAccuracy: { type: 'number', group: FILTER, describe: 'Least accuracy of the place, 1 world to 16 street' },
  taken: { ...MANY, describe: 'FROM..TO, such as 2010..2012-06-15; TO not included' },
  uploaded: { ...MANY, describe: 'FROM..TO, dates (UTC) or Unix seconds; TO not included' },
  tag: { ...MANY, describe: 'A user tag, decoded' },
  autotag: { ...MANY, describe: 'CONCEPT or CONCEPT:MIN, the least score' },
  place: { ...MANY, describe: 'A where-on-earth id' },
  camera: { ...MANY, describe: "A part of the device's name" },
  user: { ...MANY, describe: "A user's id" },
  ids: { ...MANY, describe: "A file of ids, or OpenAI's list: one a line, plain, bz2 or gzip" },
  hashes: { ...MANY, describe: 'A file of photo hashes, in the same forms' },
  sample: { type: 'number', group: FILTER, describe: 'A share of all records, always the same ones' },
  maxLineBytes: { type: 'number', group: CHOICE, describe: 'Longer lines are rejected' },
  lookAhead: { type: 'number', group: CHOICE, describe: 'How many lines away a lost row is looked for' },
  maxRejects: { type: 'number', group: CHOICE, describe: 'This many rejects still end with exit code 0' },
  threads: { type: 'number', group: SPEED, describe: 'Worker threads' },
  shardRows: { type: 'number', group: SPEED, describe: 'Rows of one unit of work and of commit' },
  decoder: { choices: DECODER_NAMES, group: SPEED, describe: 'How bz2 is decoded' },
  writeIndex: { type: 'boolean', group: SPEED, describe: 'Write the block index of each bz2 file beside it' },
  media: { choices: MEDIA_KINDS, group: MEDIA, describe: 'What to download' },
  connections: { type: 'number', group: MEDIA, describe: 'Connections in all, at least one a thread' },
  rate: { type: 'number', group: MEDIA, describe: "Requests a second to one of Flickr's hosts; 0: no limit" },
  deadline: { type: 'number', group: MEDIA, describe: 'Seconds for one try at one file' },
  attempts: { type: 'number', group: MEDIA, describe: 'Tries for one file' },
  maxMediaBytes: { type: 'number', group: MEDIA, describe: 'Larger files are refused' },
  maxFailed: { type: 'number', group: MEDIA, describe: 'This many media that did not come still end with exit code 0' },
  mediaUrlTemplate: {
    type: 'string',
    group: MEDIA,
    describe: "Another source: 'http://mirror/{photo_id}.jpg'; {h0-3} is a part of the hash",
  },
  resolve: { type: 'string', array: true, nargs: 1, group: MEDIA, describe: "host:port:address, as curl's" },
  allowPrivate: { type: 'boolean', group: MEDIA, describe: 'Allow private, loopback and link-local addresses' },
  userAgent: { type: 'string', group: MEDIA, describe: 'Say who you are' },
} as const;

type Flags = RunOptions & { readonly log: LogName };

/** Of a command whose help is not asked for the flags are hidden. */
export function runCommand(context: CliContext, isHelpAsked: boolean): CommandModule<object, Flags> {
  return {
    command: 'run',
    describe: 'Join the metadata files, write records, download media',
    builder: (yargs) => {
      for (const [name, flag] of Object.entries(RUN_FLAGS)) {
        const fallback: unknown = RUN_DEFAULTS[name as keyof typeof RUN_DEFAULTS];
        const hasDefault =
          fallback !== undefined && fallback !== '' && fallback !== Infinity && !Array.isArray(fallback);
        yargs.option(kebab(name), {
          requiresArg: !('type' in flag && flag.type === 'boolean'),
          ...flag,
          // yargs writes the help text behind every command that it runs, asked for or not: 12 ms, and 100 on a busy machine.
          hidden: !isHelpAsked,
          ...(hasDefault ? { default: fallback } : {}),
        });
      }
      return yargs
        .option('log', { ...LOG_FLAG, group: OUTPUT })
        .example('$0 run --in /data/yfcc --out out', 'a JSON file a photo, from whatever files are there')
        .example('$0 run --in /data/yfcc --out out --format jsonl --gzip', 'a compressed file for every 10,000 photos')
        .example(
          '$0 run --in /data/yfcc --out out --lines 0..1000 --media photos',
          'with the pictures of the first 1,000',
        )
        .example(
          '$0 run --dataset d.bz2 --places p.bz2 --out out --schema article',
          "the article's files, without the others",
        );
    },
    handler: async (argv) => {
      const { stdout, stderr, stdin, signals } = context;
      const isJson = isJsonLog(argv);
      const reporter = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
      const stops = stopSignals(signals, (text) => reporter.warn(text.trimEnd()));
      try {
        const { run } = await import('../jobs/run.js');
        const summary = await run(optionsOf(argv), { reporter, stop: stops.stop, abort: stops.abort, stdin });
        if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
        else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
      } catch (error) {
        context.isErrorReported = isJson;
        throw error;
      } finally {
        stops.close();
      }
    },
  };
}

/** Only what `RunOptions` knows: yargs adds the kebab-case names and its own. Of an option given twice the last counts. */
function optionsOf(argv: Flags): RunOptions {
  const given = Object.entries(RUN_FLAGS).map(([name, flag]) => {
    const value: unknown = argv[name as keyof RunOptions];
    return [name, Array.isArray(value) && !('array' in flag) ? value.at(-1) : value] as const;
  });
  // The job checks the values.
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
