/** What was odd in the input, source by source. */
import { count } from '../core/format.js';
import { PART_SOURCES, SIDE_SOURCES, SOURCES, type Source } from '../core/fields.js';
import { html, type Html } from '../core/html.js';
import type { Totals } from '../jobs/totals.js';
import { table } from './table.js';

/** A sentence where there was nothing. */
export function oddities(totals: Totals): Html {
  const rows = SOURCES.map((source) => ({ source, counts: countsOf(totals, source) })).filter(({ counts }) =>
    counts.some((value) => value > 0),
  );
  const others = [
    ...(totals.wrongHashes > 0 ? [`${count(totals.wrongHashes)} hashes are not of their URL.`] : []),
    ...(totals.shortIds > 0 ? [`${count(totals.shortIds)} ids are short, their files in a folder named _.`] : []),
    ...(totals.unread.length > 0
      ? [`Lines behind the dataset's last row were not read: ${totals.unread.join(', ')}.`]
      : []),
    ...(totals.putOff > 0 ? [`${count(totals.putOff)} media are put off, since their hosts did not answer.`] : []),
  ];
  if (rows.length === 0 && others.length === 0)
    return html`<h2>Rejects and gaps</h2>
      <p>None: every line became a row, and every row has its lines in all files.</p> `;
  const columns = ['Source', 'Rejected lines', 'Rows without a line', 'Shards that lost it', 'Items not understood'];
  const cells = rows.map(
    ({ source, counts: [rejected, missing, lost, bad] }) =>
      [source, count(rejected), count(missing), count(lost), count(bad)] as const,
  );
  return html`<h2>Rejects and gaps</h2>
    <p>
      Of all finished shards. Rejected lines are in <code>rejects.jsonl</code>, with the
      reason.${others.map((text) => ` ${text}`)}
    </p>
    ${cells.length === 0 ? null : table({ label: 'Rejects and gaps by source', columns: columns.map((name) => ({ name })), rows: cells })}`;
}

function countsOf(
  { rejects, gaps, lost, badItems }: Totals,
  source: Source,
): [rejected: number, missing: number, lost: number, bad: number] {
  const side = SIDE_SOURCES.find((name) => name === source);
  const part = PART_SOURCES.find((name) => name === source);
  return [
    rejects[source],
    side === undefined ? 0 : gaps[side],
    side === undefined ? 0 : lost[side],
    part === undefined ? 0 : badItems[part],
  ];
}
