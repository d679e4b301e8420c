/** How a command ends: with its exit code, and where it could not do its work a line for people. */
import { EXIT_CODES, YfccError } from '../core/errors.js';
import type { CliContext } from './context.js';

const BUG_EXIT = 70;

/** Does a command's work; gives the exit code, and never throws. */
export async function exitCodeOf(work: () => Promise<unknown>, context: CliContext): Promise<number> {
  try {
    await work();
    return context.exitCode;
  } catch (error) {
    return fail(error, context);
  }
}

/** Says what went wrong, unless a reporter has said it, and gives the exit code for it. */
function fail(error: unknown, { stderr, isErrorReported = false }: CliContext): number {
  if (!isErrorReported) stderr.write(`yfcc: ${textOf(error)}\n`);
  return error instanceof YfccError ? EXIT_CODES[error.code] : BUG_EXIT;
}

function textOf(error: unknown): string {
  if (!(error instanceof YfccError))
    return `a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return error.code === 'usage'
    ? `${error.message}\nSee \`yfcc --help\`, or \`yfcc <command> --help\`.`
    : error.message;
}
