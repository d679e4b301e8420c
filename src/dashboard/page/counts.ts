/** What became of media, and what was odd in the sources. */
import { countOutcomes, type Outcome } from '../../core/outcome.js';
import type { Figures } from '../message.js';
import { barCell, byId, element, keyedList, numberCell, rowHeader, setText, show } from './dom.js';
import { count, sizeText } from './numbers.js';
import { hasMedia, isFailure } from './outcomes.js';

const WORDS: Readonly<Record<Outcome, string>> = {
  ok: 'came whole',
  skipped: 'was there already, and is whole',
  gone: 'is no more (404, 410, placeholder)',
  throttled: 'the host wants fewer requests',
  refused: 'may not be had (401, 403, opt-out)',
  'wrong-type': 'is no file of the wanted kind',
  truncated: 'ended too early',
  'too-large': 'is over the cap',
  unfit: 'is too small, or of another shape',
  timeout: 'took too long',
  network: 'no connection, or it broke',
  'server-error': 'the server failed (5xx)',
  blocked: 'its address may not be asked',
};
const MEANINGS: ReadonlyMap<string, string> = new Map(Object.entries(WORDS));

interface OutcomeRow {
  readonly files: number;
  readonly share: number;
}

const showOutcomes = keyedList<OutcomeRow>(byId('outcomes', HTMLTableSectionElement), (outcome) => {
  const [files, share] = [numberCell(), numberCell()];
  const header = rowHeader(outcome);
  header.dataset['state'] = isFailure(outcome) ? 'warn' : '';
  return {
    node: element('tr', '', header, files, share, element('td', 'words', MEANINGS.get(outcome) ?? '')),
    update(row) {
      setText(files, count(row.files));
      setText(share, `${(row.share * 100).toFixed(1)}%`);
    },
  };
});

interface SourceRow {
  readonly path: string;
  readonly share: number | null;
  readonly bytes: number | null;
}

const showSources = keyedList<SourceRow>(byId('sources', HTMLTableSectionElement), (source) => {
  const bar = barCell();
  const [bytes, path] = [numberCell(), element('td', 'words')];
  return {
    node: element('tr', '', rowHeader(source), bar.cell, bytes, path),
    update(row) {
      bar.update(row.share);
      setText(bytes, row.bytes === null ? 'unknown' : sizeText(row.bytes));
      setText(path, row.path);
    },
  };
});

/** Of one source, by kind; null where a source has none of that kind. */
type OddRow = readonly (number | null)[];

const showOddities = keyedList<OddRow>(byId('oddities', HTMLTableSectionElement), (source) => {
  const cells = [numberCell(), numberCell(), numberCell(), numberCell()];
  return {
    node: element('tr', '', rowHeader(source), ...cells),
    update(row) {
      for (const [k, cell] of cells.entries()) {
        const value = row[k] ?? null;
        setText(cell, value === null ? '' : count(value));
        cell.dataset['state'] = value !== null && value > 0 ? 'warn' : '';
      }
    },
  };
});

export function showCounts(figures: Figures): void {
  const { outcomes, sources, oddities } = figures;
  const all = countOutcomes(outcomes);
  show(byId('outcomes-panel', HTMLElement), hasMedia(figures));
  showOutcomes(
    [...MEANINGS.keys()].flatMap((outcome) => {
      const files = outcomes[outcome] ?? 0;
      return files === 0 ? [] : [[outcome, { files, share: files / all }] as const];
    }),
  );
  showSources(
    sources.map(({ source, path, bytes, bytesRead }) => [
      source,
      { path, bytes, share: bytes === null ? null : bytes === 0 ? 1 : Math.min(1, bytesRead / bytes) },
    ]),
  );
  const { rejects, gaps, badItems, lost } = oddities;
  const kinds = [rejects, gaps, badItems, lost];
  showOddities(sources.map(({ source }) => [source, kinds.map((counts) => counts[source] ?? null)]));
}
