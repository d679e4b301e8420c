/** What must hold of a job over very many files: its records against its rows, against the server's log, and its memory. */
import type { Outcome } from '../src/core/outcome.js';
import { exactly, type Check } from './checks.js';
import type { LoggedAnswer } from './media-server/answer-log.js';
import { outcomesOf } from './soak-faults.js';
import { median } from './statistics.js';

/** Of a record, what is looked at. */
export interface SoakRecord {
  readonly photoId: string;
  readonly outcome: Outcome | null;
}

/** Every row has its record, once; and what the job counts is what stands in the records. */
export function accountChecks(
  ids: readonly string[],
  records: readonly SoakRecord[],
  counted: Readonly<Partial<Record<Outcome, number>>>,
): readonly Check[] {
  const wanted = new Set(ids);
  const seen = new Set<string>();
  const counts = new Map<Outcome, number>();
  let strangers = 0;
  let twice = 0;
  for (const { photoId, outcome } of records) {
    if (!wanted.has(photoId)) strangers += 1;
    if (seen.has(photoId)) twice += 1;
    seen.add(photoId);
    if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const sum = Object.values(counted).reduce((total, each) => total + each, 0);
  const different = Object.entries(counted).filter(([outcome, each]) => countOf(counts, outcome) !== each);
  return [
    exactly('records', ids.length, records.length),
    exactly('rows without a record', 0, ids.filter((id) => !seen.has(id)).length),
    exactly('records that stand twice', 0, twice),
    exactly('records of no row', 0, strangers),
    exactly('outcomes that the job counts, summed', ids.length, sum),
    exactly('outcomes that it counts otherwise than the records say', 0, different.length),
  ];
}

function countOf(counts: ReadonlyMap<string, number>, outcome: string): number {
  return counts.get(outcome) ?? 0;
}

/** A record whose outcome is not what the server's log makes of it. */
export interface Disagreement extends SoakRecord {
  readonly expected: readonly Outcome[];
}

/** Compares each record with the last answer that its path had; a path that was never asked has no good outcome. */
export function disagreements(
  records: readonly SoakRecord[],
  answers: readonly LoggedAnswer[],
): readonly Disagreement[] {
  const last = new Map<string, LoggedAnswer>();
  for (const answer of answers) last.set(answer.path, answer);
  return records.flatMap((record) => {
    const answer = last.get(soakPath(record.photoId));
    const expected = answer === undefined ? [] : expectedAfter(answer);
    const isFine = record.outcome !== null && expected.includes(record.outcome);
    return isFine ? [] : [{ ...record, expected }];
  });
}

function expectedAfter({ fault, isWhole }: LoggedAnswer): readonly Outcome[] {
  if (fault !== null) return outcomesOf(fault);
  return isWhole ? ['ok'] : ['network', 'truncated', 'timeout'];
}

/** Where the server has the file of a record. */
export function soakPath(photoId: string): string {
  return `/${photoId}.jpg`;
}

/** How often a file that had come whole was asked for again. */
export function extraFetches(answers: readonly LoggedAnswer[]): number {
  const good = answers.filter(({ fault, status, isWhole }) => fault === null && status === 200 && isWhole);
  const files = good.map(({ path }) => path).filter((path) => !path.includes('photo_unavailable'));
  return files.length - new Set(files).size;
}

/**
 * How much larger a process is in the end than after a quarter of its time, as a share: medians of a tenth of the samples
 * each, since the collector's waves are no growth. Null when there are too few samples.
 */
export function growth(samples: readonly number[]): number | null {
  const tenth = Math.floor(samples.length / 10);
  if (tenth === 0) return null;
  const quarter = Math.floor(samples.length / 4);
  return median(samples.slice(-tenth)) / median(samples.slice(quarter, quarter + tenth)) - 1;
}
