/** What all suites do around their work: say where it was measured, show the table, keep the result. */
import { describeMachine } from './machine.js';
import { ROOT } from './paths.js';
import { commandOf, keepResult, type MeasuredResult } from './result.js';

export interface SuiteOptions<Facts> {
  /** `bz2`: the script of `npm run bench:bz2`, and the folder of its results. */
  readonly name: string;
  /** What it was called with. */
  readonly argv: readonly string[];
  /** Where the result goes; undefined: where results are kept. */
  readonly json: string | undefined;
  /** Only some of what the suite measures: it would stand in the place of the whole, so it is kept only in `json`. */
  readonly isPart?: boolean;
  /** The result as Markdown. */
  readonly report: (result: MeasuredResult & NoInfer<Facts>) => string;
}

/** Runs `work`, which gives all that the result has beside machine and command; shows the result, keeps it, and gives it back. */
export async function measureSuite<Facts extends object>(
  { name, argv, json, isPart = false, report }: SuiteOptions<Facts>,
  work: () => Promise<Facts>,
): Promise<MeasuredResult & Facts> {
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machine = describeMachine(ROOT);
  const result = { machine, command: commandOf(name, argv), ...(await work()) };
  console.log(report(result));
  if (!isPart || json !== undefined) await keepResult(name, result, json);
  return result;
}
