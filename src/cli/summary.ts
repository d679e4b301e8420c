/** The end of a run in a few lines: what is there, what is not, and what to do next. */
import type { RunSummary } from '../jobs/reporter.js';
import { failedCount, type Totals } from '../jobs/totals.js';
import { dryRunLines } from './dry-run-table.js';
import { bytes, count, counts, duration, plural } from '../core/format.js';

/** Lines without ends; what did not occur is not mentioned. */
export function summaryLines(summary: RunSummary): string[] {
  const { totals, dryRun } = summary;
  if (dryRun !== undefined) return [...dryRunLines(summary, dryRun), ...troubleLines(totals, '')];
  return runLines(summary);
}

function runLines({ out, totals, run, isInterrupted, canGoOn = true }: RunSummary): string[] {
  const speed = run.seconds > 0 && run.rows > 0 ? `, ${count(run.rows / run.seconds)} rows/s` : '';
  const state = isInterrupted ? 'Interrupted' : 'Done';
  const lines = [
    `${state}: ${plural(totals.records, 'record')} of ${plural(totals.rows, 'row')}, ${plural(totals.files, 'file')}, ${bytes(totals.bytes)}, in ${duration(totals.seconds)}${speed}.`,
  ];
  const media = counts(totals.outcomes);
  if (media !== '') lines.push(`  media:     ${media}`);
  lines.push(...troubleLines(totals, ' (see rejects.jsonl)'));
  if (failedCount(totals) > 0) lines.push('  What did not come is in outcomes/, with the cause.');
  if (isInterrupted) {
    lines.push(
      canGoOn
        ? '  Give the same command again to go on.'
        : '  What comes from standard input has to begin anew, with --overwrite.',
    );
  }
  lines.push(`  ${isInterrupted ? 'So far' : 'All'} in ${out}`);
  return lines;
}

/** What is odd in the input; `where` the rejects are. */
function troubleLines(totals: Totals, where: string): string[] {
  const rest = [
    ['rejects:', counts(totals.rejects), where],
    ['gaps:', counts(totals.gaps), ' (rows without a line in that file)'],
    ['lost:', counts(totals.lost), ' (shards in which that file had lost the rows; see --look-ahead)'],
    ['unread:', totals.unread.join(', '), " (lines behind the dataset's last row, further than --look-ahead)"],
    ['bad items:', counts(totals.badItems), ' (their text is kept in `raw`)'],
    ['hashes:', totals.wrongHashes === 0 ? '' : count(totals.wrongHashes), ' that are not of their URL'],
    ['short ids:', totals.shortIds === 0 ? '' : count(totals.shortIds), ' (in a folder named _)'],
  ] as const;
  const there = rest.filter(([, value]) => value !== '');
  return there.map(([name, value, meaning]) => `  ${name.padEnd(10)} ${value}${meaning}`);
}
