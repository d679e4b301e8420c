/** Numbers among the arguments of the benchmarks' scripts. */
import { YfccError } from '../src/core/errors.js';

/** Throws `YfccError` (`usage`) for what is no integer of 1 or more. */
export function positiveInteger(name: string, value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new YfccError('usage', `Expected \`--${name}\` to be an integer of 1 or more, got \`${value}\`.`);
}

/** Of several with commas, each once; throws as `positiveInteger` does. */
export function positiveIntegers(name: string, value: string): readonly number[] {
  return [...new Set(value.split(',').map((one) => positiveInteger(name, one)))];
}

/** Whether it is the caller's arguments that are wrong: what `parseArgs` and the functions here throw. */
export function isUsageError(error: unknown): error is Error {
  if (error instanceof YfccError) return error.code === 'usage';
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
