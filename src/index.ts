/** The public API. What is not listed here may change any day. */
export { EXIT_CODES, YfccError, type ErrorCode } from './core/errors.js';
export { fullJson, fullRecord } from './core/full.js';
export { urlHash } from './core/hash.js';
export { OUTCOMES, type Outcome } from './core/outcome.js';
export type { FullRecord, RecordMedia } from './core/record.js';
export { restoreLines, type SourceLines } from './core/restore.js';
export type { DryCounts } from './jobs/dry-run.js';
export type {
  HostState,
  JobControl,
  JobSnapshot,
  JobState,
  JobView,
  MemoryState,
  SourceState,
  WorkerState,
} from './jobs/job-view.js';
export type { Sample } from './jobs/timeline.js';
export type { JobStart, Progress, Reporter, RunSummary } from './jobs/reporter.js';
export { reportReporter, type ReportOptions } from './report/report-reporter.js';
export { run, type RunControl } from './jobs/run.js';
export { RUN_DEFAULTS, type RunOptions } from './jobs/run-options.js';
export { status, type Status } from './jobs/status.js';
export { synth, type SynthOptions, type SynthResult } from './jobs/synth.js';
export type { Totals } from './jobs/totals.js';
export { verify, type Verification, type VerifyOptions } from './jobs/verify.js';
export { VERSION } from './version.js';
