/** The options of `yfcc synth`: what the caller may give, the defaults, the checks. */
import { resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { DEFAULT_VIDEO_RATE } from '../synth/rows.js';
import { COMPRESSOR_NAMES, type CompressorName } from './compressor.js';

export interface SynthOptions {
  /** Rows of each file, from 0. */
  readonly rows: number;
  /** Folder to write into; made if it is not there. */
  readonly out: string;
  /** The same seed and options give the same lines. @default 1 */
  readonly seed?: number;
  /** Layout of the dataset file. @default 25 */
  readonly columns?: 23 | 25;
  /** Share of the rows that each file lacks, each file on its own, 0 to 1. @default 0 */
  readonly gaps?: number;
  /** Share of the lines that are broken in each file, 0 to 1. @default 0 */
  readonly bad?: number;
  /** `auto` takes the first there is of lbzip2, bzip2 and npm. @default 'auto' */
  readonly compress?: 'auto' | CompressorName | 'none';
  /** Share of videos, 0 to 1. @default 0.008 */
  readonly videoRate?: number;
  /** Line ends. @default 'lf' */
  readonly eol?: 'lf' | 'crlf';
  /** Ends the job; nothing is left under a final name. */
  readonly signal?: AbortSignal;
  /** Called now and then with the number of rows made, and once at the end. */
  readonly onProgress?: (rows: number) => void;
}

/** Nothing is optional any more; `out` is absolute. */
export interface ResolvedSynth {
  readonly rows: number;
  readonly out: string;
  readonly seed: number;
  readonly columns: 23 | 25;
  readonly gaps: number;
  readonly bad: number;
  readonly compress: 'auto' | CompressorName | 'none';
  readonly videoRate: number;
  readonly eol: string;
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
}

const DEFAULTS = {
  seed: 1,
  columns: 25,
  gaps: 0,
  bad: 0,
  compress: 'auto',
  videoRate: DEFAULT_VIDEO_RATE,
  eol: 'lf',
  onProgress: () => {},
} as const;

const COMPRESS = ['auto', ...COMPRESSOR_NAMES, 'none'];

/** Throws an YfccError `usage` for a value out of range. */
export function resolveSynthOptions(options: SynthOptions): ResolvedSynth {
  const given = { ...DEFAULTS, ...options };
  wholeNumber('rows', given.rows);
  wholeNumber('seed', given.seed);
  share('gaps', given.gaps);
  share('bad', given.bad);
  share('videoRate', given.videoRate);
  oneOf('columns', given.columns, [23, 25]);
  oneOf('compress', given.compress, COMPRESS);
  oneOf('eol', given.eol, ['lf', 'crlf']);
  return {
    ...given,
    out: resolve(given.out),
    eol: given.eol === 'crlf' ? '\r\n' : '\n',
    signal: given.signal ?? new AbortController().signal,
  };
}

function wholeNumber(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw usage(name, 'a whole number from 0', value);
}

function share(name: string, value: number): void {
  // Written so that NaN fails too.
  if (!(value >= 0 && value <= 1)) throw usage(name, 'a number from 0 to 1', value);
}

function oneOf<Value extends string | number>(name: string, value: Value, choices: readonly Value[]): void {
  if (!choices.includes(value)) throw usage(name, `one of ${choices.join(', ')}`, value);
}

function usage(name: string, what: string, got: string | number): YfccError {
  return new YfccError('usage', `Expected \`${name}\` to be ${what}, got \`${got}\`.`);
}
