/** Checks of single options: each throws `usage` with what was expected and what came. */
import { YfccError } from '../core/errors.js';

/** A whole number within bounds, both included; a bound, and then the value, may be Infinity. */
export function checkInteger(name: string, value: unknown, [least, greatest]: readonly [number, number]): void {
  const isInteger = Number.isInteger(value) || value === Infinity;
  if (typeof value === 'number' && isInteger && value >= least && value <= greatest) return;
  const span = greatest === Infinity ? `of ${least} or more` : `from ${least} to ${greatest}`;
  throw new YfccError('usage', `Expected --${kebab(name)} to be an integer ${span}, got ${String(value)}.`);
}

/** A number within bounds; the least is not one of them. */
export function checkNumber(name: string, value: unknown, [over, greatest]: readonly [number, number]): void {
  if (typeof value === 'number' && value > over && value <= greatest) return;
  throw new YfccError(
    'usage',
    `Expected --${kebab(name)} to be a number over ${over} to ${greatest}, got ${String(value)}.`,
  );
}

const KINDS: Readonly<Record<string, string>> = { boolean: 'true or false', number: 'a number', string: 'a text' };

/** The kind of value that an option without bounds or choices takes is that of its default. */
export function checkKind(name: string, value: unknown, fallback: unknown): void {
  const isRight = Array.isArray(fallback)
    ? Array.isArray(value) && value.every((item) => typeof item === 'string')
    : typeof value === typeof fallback;
  if (isRight) return;
  const kind = Array.isArray(fallback) ? 'a list of texts' : KINDS[typeof fallback];
  throw new YfccError('usage', `Expected --${kebab(name)} to be ${kind}, got ${shown(value)}.`);
}

/** A text that is not empty: the name of a file or folder. */
export function checkText(name: string, noun: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  const came = value === undefined || value === '' ? 'nothing' : shown(value);
  throw new YfccError('usage', `Expected --${name} to name a ${noun}, got ${came}.`);
}

/** A list of such texts, at least one. */
export function checkTexts(name: string, noun: string, value: unknown): void {
  const values: unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
  for (const text of values) checkText(name, noun, text);
}

/** A value that may be of any kind, for an error. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One of a closed list. */
export function checkChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return;
  throw new YfccError('usage', `Expected --${kebab(name)} to be one of ${choices.join(', ')}, got ${String(value)}.`);
}

/** `shardRows` to `shard-rows`: an option's name on the command line. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
