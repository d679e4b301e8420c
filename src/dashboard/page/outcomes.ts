/** What the counts of outcomes come to, for all that shows them. */
import { countOutcomes, FAILED_OUTCOMES } from '../../core/outcome.js';
import type { Counts, Figures } from '../message.js';

const FAILED: ReadonlySet<string> = new Set(FAILED_OUTCOMES);

/** Whether media with this outcome were wanted and did not come. */
export function isFailure(outcome: string): boolean {
  return FAILED.has(outcome);
}

/** Files that are there. */
export function came(outcomes: Counts): number {
  return (outcomes['ok'] ?? 0) + (outcomes['skipped'] ?? 0);
}

/** Files that were wanted and did not come. */
export function failed(outcomes: Counts): number {
  return FAILED_OUTCOMES.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
}

/** Whether the job asks for media at all, as far as is known. */
export function hasMedia({ outcomes, hosts }: Figures): boolean {
  return hosts.length > 0 || countOutcomes(outcomes) > 0;
}
