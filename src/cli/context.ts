/** What a command may touch of the outside, handed down so that a test can hand in its own. */
import type { Terminal } from './terminal.js';
import type { SignalSource } from './signals.js';

export interface CliContext {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly signals: SignalSource;
  /** Standard input, opened by the first call. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Writes bytes to standard output; false when nobody reads any more. */
  readonly writeOut: (parts: readonly Uint8Array[]) => Promise<boolean>;
  /** What the process is to end with. */
  exitCode: number;
  /** Set by a command whose reporter has told of the error that it ends with. */
  isErrorReported?: boolean;
}
