/** The one error class of the engine, its closed list of codes, and the exit code that each stands for. */

/** Every code, with the exit code that the command ends with. */
export const EXIT_CODES = {
  usage: 2,
  'bad-input': 3,
  'bad-bz2': 3,
  'not-aligned': 3,
  'output-refused': 4,
  'resume-refused': 4,
  'manifest-damaged': 4,
  'disk-full': 5,
  'write-failed': 4,
  'worker-died': 70,
  interrupted: 130,
} as const;

/** One of the closed list of error codes. */
export type ErrorCode = keyof typeof EXIT_CODES;

/** What an error is about, as fields; all optional, none secret. */
export interface ErrorFacts {
  /** Path of the file concerned. */
  readonly file?: string;
  /** Which source: dataset, autotags, exif or places. */
  readonly source?: string;
  /** Line number in the source, from 0. */
  readonly line?: number;
  /** Byte offset in the file. */
  readonly offset?: number;
  /** Shard number. */
  readonly shard?: number;
  readonly cause?: unknown;
}

/** The words of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of an error, ours or the system's; empty without one. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** An expected failure: says what was expected, what came, where, and what to do next. Anything else that is thrown is a bug. */
export class YfccError extends Error {
  readonly code: ErrorCode;
  readonly facts: Omit<ErrorFacts, 'cause'>;

  constructor(code: ErrorCode, message: string, { cause, ...facts }: ErrorFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'YfccError';
    this.code = code;
    this.facts = facts;
  }
}

/** Whether it is what a job ends with that somebody has stopped at once: then nothing has failed. */
export function isInterruption(thrown: unknown): boolean {
  return thrown instanceof YfccError && thrown.code === 'interrupted';
}
