/** How a command that could not do its work ends: a line for people, and the exit code. */
import { EXIT_CODES, YfccError } from '../core/errors.js';
import type { CliContext } from './context.js';

const BUG_EXIT = 70;

/** Says what went wrong, unless a reporter has said it, and gives the exit code for it. */
export function fail(error: unknown, { stderr, isErrorReported = false }: CliContext): number {
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
