/** What a script has measured, beside what is wanted of it: a table, and whether it is to end with 1. */
import { markdownTable } from './table.js';

export interface Check {
  readonly name: string;
  /** As it is to be read. */
  readonly wanted: string;
  readonly got: string;
  readonly isMet: boolean;
  /** A count is wrong or right; a measure depends on the machine too, and is only shown. */
  readonly kind: 'count' | 'measure';
}

const COLUMNS = [
  { title: 'what', align: 'left' },
  { title: 'wanted', align: 'right' },
  { title: 'got', align: 'right' },
  { title: '', align: 'left' },
] as const;

/** A row a check. */
export function checkTable(checks: readonly Check[]): string {
  return markdownTable(
    COLUMNS,
    checks.map(({ name, wanted, got, isMet, kind }) => [name, wanted, got, isMet ? 'yes' : VERDICT[kind]]),
  );
}

const VERDICT = { count: 'WRONG', measure: 'missed' } as const;

/** 1 when a count is wrong, else 0. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 {
  return checks.some(({ isMet, kind }) => !isMet && kind === 'count') ? 1 : 0;
}

/** A count that must be just this one. */
export function exactly(name: string, wanted: number, got: number): Check {
  return { name, wanted: number(wanted), got: number(got), isMet: got === wanted, kind: 'count' };
}

/** A count that must not be less. */
export function atLeastMany(name: string, wanted: number, got: number): Check {
  return { name, wanted: `>= ${number(wanted)}`, got: number(got), isMet: got >= wanted, kind: 'count' };
}

/** A share, in percent, that must not be less. */
export function atLeastShare(name: string, wanted: number, got: number, kind: Check['kind']): Check {
  return { name, wanted: `>= ${percent(wanted)}`, got: percent(got), isMet: got >= wanted, kind };
}

/** A share, in percent, that must be less. */
export function underShare(name: string, wanted: number, got: number, kind: Check['kind']): Check {
  return { name, wanted: `< ${percent(wanted)}`, got: percent(got), isMet: got < wanted, kind };
}

const number = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
