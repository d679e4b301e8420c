/** What the media server can be told, its defaults, and the one check of it all. */

import { YfccError } from '../../src/core/errors.js';
import { FAULTS, isFault, USUAL_FAULTS, type Fault } from './fault.js';

export interface MediaServerOptions {
  /** TCP port on 127.0.0.1; 0 takes any that is free. @default 0 */
  port?: number;
  /** How many different pictures are generated and held in memory, about 80 KB each; a path picks one by its hash. @default 16 */
  bodies?: number;
  /** Pictures of about 4 KB instead, for runs of very many. @default false */
  smallBodies?: boolean;
  /** Changes the pictures and which paths have a fault. @default 1 */
  seed?: number;
  /** Share of the paths that have a fault, from 0 to 1; chosen by a hash of the path. @default 0 */
  faultRate?: number;
  /** The faults that `faultRate` spreads evenly. @default all but `drip`, `slow-head` and `redirect-private` */
  faults?: readonly Fault[];
  /**
   * The fault of one path, asked of this `Host`; goes before the rate, and null leaves the path to the rate. Asked only for paths that name a file.
   * @default none
   */
  faultFor?: (path: string, host: string) => Fault | null;
  /**
   * How often a path fails before it answers well, if its fault is one that can pass (`isTransient`); for all paths, or by path.
   * @default Infinity: it never does
   */
  transientAttempts?: number | ((path: string) => number);
  /** Requests a second that are answered; what is over that is `throttled`, whatever its path. 0: no limit. @default 0 */
  bucketRate?: number;
  /** Requests that may come at once after a pause. @default 50 */
  bucketBurst?: number;
  /** Seconds that the `throttled` and `busy` answers ask to wait. @default 1 */
  retryAfterSeconds?: number;
  /** Latency of every answer in milliseconds. @default 0 */
  delayMs?: number;
  /** Milliseconds between two bytes of the `drip` answer. @default 100 */
  dripIntervalMs?: number;
  /** Milliseconds before the head of the `slow-head` answer. @default 60000 */
  lateMs?: number;
  /** Bytes that the `endless` answer ends at after all. @default 67108864: 64 MiB */
  endlessBytes?: number;
  /** Where `redirect-private` leads. @default the address at which cloud machines keep their credentials */
  privateUrl?: string;
  /** A file that gets a line of JSON for each answer when it is over (`LoggedAnswer`). @default null: none */
  logFile?: string | null;
  /** How many requests the log keeps, the first ones; `counts` goes on. @default 10000 */
  logLimit?: number;
}

/** The options with nothing left open. */
export type ResolvedOptions = Readonly<Required<MediaServerOptions>>;

const DEFAULTS: ResolvedOptions = {
  port: 0,
  bodies: 16,
  smallBodies: false,
  seed: 1,
  faultRate: 0,
  faults: USUAL_FAULTS,
  faultFor: () => null,
  transientAttempts: Infinity,
  bucketRate: 0,
  bucketBurst: 50,
  retryAfterSeconds: 1,
  delayMs: 0,
  dripIntervalMs: 100,
  lateMs: 60_000,
  endlessBytes: 64 * 1024 * 1024,
  privateUrl: 'http://169.254.169.254/latest/meta-data/',
  logFile: null,
  logLimit: 10_000,
};

/** A timer of Node waits for a 32-bit number of milliseconds at most. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Fills in the defaults. Throws `YfccError` with code `usage` for an unknown option and for a value out of its range. */
export function resolveOptions(options: MediaServerOptions): ResolvedOptions {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(DEFAULTS, name));
  if (unknown !== undefined) {
    const names = Object.keys(DEFAULTS).join(', ');
    throw new YfccError('usage', `Expected options of the media server to be some of ${names}, got \`${unknown}\`.`);
  }
  const resolved = { ...DEFAULTS, ...options };
  checkInteger('port', resolved.port, 0, 65_535);
  checkInteger('bodies', resolved.bodies, 1, 1024);
  checkInteger('seed', resolved.seed, 0, 2 ** 32 - 1);
  checkInteger('bucketRate', resolved.bucketRate, 0, 1_000_000);
  checkInteger('bucketBurst', resolved.bucketBurst, 1, 1_000_000);
  checkInteger('lateMs', resolved.lateMs, 0, MAX_TIMER_MS);
  checkInteger('endlessBytes', resolved.endlessBytes, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('retryAfterSeconds', resolved.retryAfterSeconds, 0, 86_400);
  checkInteger('delayMs', resolved.delayMs, 0, MAX_TIMER_MS);
  checkInteger('dripIntervalMs', resolved.dripIntervalMs, 1, MAX_TIMER_MS);
  checkInteger('logLimit', resolved.logLimit, 0, 10_000_000);
  if (typeof resolved.transientAttempts === 'number' && resolved.transientAttempts !== Infinity) {
    checkInteger('transientAttempts', resolved.transientAttempts, 0, Number.MAX_SAFE_INTEGER);
  }
  if (!(resolved.faultRate >= 0 && resolved.faultRate <= 1)) {
    throw new YfccError('usage', `Expected \`faultRate\` to be a number from 0 to 1, got \`${resolved.faultRate}\`.`);
  }
  const stranger = resolved.faults.find((fault) => !isFault(fault));
  if (stranger !== undefined || resolved.faults.length === 0) {
    throw new YfccError(
      'usage',
      `Expected \`faults\` to be some of ${FAULTS.join(', ')}, got \`${stranger ?? 'none'}\`.`,
    );
  }
  return resolved;
}

function checkInteger(name: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  throw new YfccError('usage', `Expected \`${name}\` to be an integer from ${from} to ${to}, got \`${value}\`.`);
}
