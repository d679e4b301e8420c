/** What scripts that judge a job have in common: a folder of their own, a table of checks, a result that is kept, an exit code. */
import { mkdirSync, rmSync } from 'node:fs';
import process from 'node:process';
import { checkTable, exitCodeOf, type Check } from './checks.js';
import { describeMachine } from './machine.js';
import { ROOT } from './paths.js';
import { commandOf, keepResult } from './result.js';

export interface Judgement {
  readonly checks: readonly Check[];
  /** What else is kept; plain values. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Shown below the table. */
  readonly remark?: string;
}

export interface JudgeOptions {
  /** `limits`: the script of `npm run bench:limits`, and the folder of its results. */
  readonly name: string;
  /** What it was called with. */
  readonly argv: readonly string[];
  /** Made for it, and removed in the end. */
  readonly home: string;
  /** Where the result goes; undefined: where results are kept. */
  readonly json: string | undefined;
}

/** Runs `work`, shows and keeps what it has found, and sets the exit code: 1 when a count is wrong. */
export async function judge({ name, argv, home, json }: JudgeOptions, work: () => Promise<Judgement>): Promise<void> {
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machine = describeMachine(ROOT);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  try {
    const { checks, figures, remark } = await work();
    console.log(checkTable(checks));
    if (remark !== undefined) console.log(`\n${remark}`);
    const result = { machine, command: commandOf(name, argv), ...figures, checks };
    await keepResult(name, result, json);
    process.exitCode = exitCodeOf(checks);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
