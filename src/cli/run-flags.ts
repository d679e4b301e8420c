/** The flags of `yfcc run`. */
import { MEDIA_SIZES } from '../core/media-source.js';
import { DECODER_NAMES, FORMATS, MEDIA_KINDS, SCHEMAS } from '../jobs/run-options.js';
import { DASHBOARD_FLAGS } from './dashboard-flags.js';
import { IMAGE_FLAGS } from './image-flags.js';
import { LOG_FLAG } from './log-flag.js';
import { PROFILE_FLAG } from './profile-flag.js';
import { METRICS_FLAGS } from './metrics-flags.js';
import { S3_FLAGS } from './s3-flags.js';

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
    describe: 'Folder with the files, found by name: yfcc100m_dataset*, _autotags*, _exif*, _places*, _hash*',
  },
  dataset: { ...FILE, describe: "The dataset file, bz2 or plain, several: 'dataset-*.bz2', or -" },
  autotags: { ...FILE, describe: 'The autotags file' },
  exif: { ...FILE, describe: 'The exif file' },
  places: { ...FILE, describe: 'The places file' },
  hash: { ...FILE, describe: 'The hash file, for a dataset file without hashes' },
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
  shardBytes: { type: 'number', group: OUTPUT, describe: 'Longest tar file of webdataset; 0: one a shard' },
  schema: { choices: SCHEMAS, group: OUTPUT, describe: "Typed and lossless, or byte for byte the article's" },
  fields: {
    ...MANY,
    group: OUTPUT,
    describe: 'Only these fields of the full schema, with commas: photo_id,title,license',
  },
  resume: { type: 'boolean', group: OUTPUT, describe: 'Go on also in a folder that has other files in it' },
  overwrite: { type: 'boolean', group: OUTPUT, describe: 'Remove what an earlier job wrote there, and begin anew' },
  minFree: { type: 'string', group: OUTPUT, describe: 'Pause while less is free there: bytes, 500M, 10G; 0: never' },
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
  hangTimeout: {
    type: 'number',
    group: SPEED,
    describe: 'Seconds after which a thread that does nothing is replaced; 0: never',
  },
  shardRows: { type: 'number', group: SPEED, describe: 'Rows of one unit of work and of commit' },
  decodeBytes: { type: 'number', group: SPEED, describe: 'Text that a thread decodes at a time, about' },
  sink: {
    type: 'string',
    group: SPEED,
    describe: 'To measure: null writes nothing, delay=50 takes 50 ms a shard longer',
  },
  decoder: { choices: DECODER_NAMES, group: SPEED, describe: 'How bz2 is decoded' },
  writeIndex: { type: 'boolean', group: SPEED, describe: 'Write the block index of each bz2 file beside it' },
  media: { choices: MEDIA_KINDS, group: MEDIA, describe: 'What to download' },
  connections: { type: 'number', group: MEDIA, describe: 'Connections in all, at least one a thread' },
  rate: {
    ...MANY,
    group: MEDIA,
    describe: "Requests a second: 20 for each of Flickr's hosts, HOST=50 for one; 0: no limit",
  },
  minRate: { type: 'number', group: MEDIA, describe: 'Bytes a second that a body must keep over ten seconds' },
  deadline: { type: 'number', group: MEDIA, describe: 'Seconds for one try at one file' },
  attempts: { type: 'number', group: MEDIA, describe: 'Tries for one file' },
  maxMediaBytes: { type: 'number', group: MEDIA, describe: 'Larger files are refused' },
  retry: { ...MANY, group: MEDIA, describe: 'Go over a finished job for these outcomes: throttled,network; or failed' },
  recheck: {
    type: 'boolean',
    group: MEDIA,
    describe: 'Go over a finished job for files that are not as they were written',
  },
  ignoreOptOut: { type: 'boolean', group: MEDIA, describe: 'Fetch also what is marked X-Robots-Tag: noai' },
  placeholder: { ...MANY, group: MEDIA, describe: 'SHA-256 of a picture that is shown for one that is gone' },
  maxFailed: { type: 'number', group: MEDIA, describe: 'This many media that did not come still end with exit code 0' },
  mediaFrom: {
    ...MANY,
    group: MEDIA,
    describe: 'Where from, in this order: s3, live, farm (the URL in the file), with commas; or URL templates',
  },
  mediaUrlTemplate: {
    type: 'string',
    group: MEDIA,
    describe: "One source: 'http://mirror/{photo_id}.jpg'; {h0-3} is a part of the hash",
  },
  size: {
    choices: MEDIA_SIZES,
    group: MEDIA,
    describe: "Of photos from live and farm: Flickr's letter, o the original",
  },
  resolve: { ...MANY, group: MEDIA, describe: "host:port:address, as curl's" },
  allowPrivate: { type: 'boolean', group: MEDIA, describe: 'Allow private, loopback and link-local addresses' },
  allowHost: { ...MANY, group: MEDIA, describe: 'Allow them for this name, *.name or address, with :port or without' },
  userAgent: { type: 'string', group: MEDIA, describe: 'Say who you are' },
  contact: { type: 'string', group: MEDIA, describe: 'Who to ask about the requests, in the User-Agent' },
  ...IMAGE_FLAGS,
} as const;

/** Not of the job itself: how it is told of, and where its options come from. */
export const RUN_EDGE_FLAGS = {
  ...DASHBOARD_FLAGS,
  log: { ...LOG_FLAG, group: OUTPUT },
  profile: { ...PROFILE_FLAG, group: SPEED },
  tuned: { type: 'boolean', group: SPEED, describe: 'With what tune --save has kept for this output' },
  ...METRICS_FLAGS,
} as const;
