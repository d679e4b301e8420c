/** Micro benchmarks of `src/core`: the plain forms of a row's way, the filter, key sets, and the ordered map. */
import { parseAllowedHosts, isAllowedByName } from '../../src/core/allowed-hosts.js';
import { articleJson } from '../../src/core/article.js';
import { parseDatasetRow } from '../../src/core/dataset.js';
import { COLUMNS, PART_SOURCES } from '../../src/core/fields.js';
import { matches, NO_FILTER } from '../../src/core/filter.js';
import { fullJson, fullRecord } from '../../src/core/full.js';
import { urlHash } from '../../src/core/hash.js';
import { join, type JoinedRow } from '../../src/core/join.js';
import { KeyList } from '../../src/core/key-list.js';
import type { KeySet } from '../../src/core/key-set.js';
import { orderedMap } from '../../src/core/ordered-map.js';
import { hasHash, hasId, readHash, readId, type HashSet } from '../../src/core/photo-key.js';
import { noTroubles } from '../../src/core/record.js';
import { restoreLines } from '../../src/core/restore.js';
import { parseSideLine } from '../../src/core/side.js';
import { decode } from '../../src/core/url-encoding.js';
import { totalBytes } from '../data.js';
import { each, ofTexts, type MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';
import { linesOf, newTally } from '../row-slices.js';

/** The columns that are free text: most of what there is to decode. */
const TEXT_COLUMNS = [COLUMNS.title, COLUMNS.description, COLUMNS.user_tags];

/** Four questions that a row of every kind comes to the end of. */
const FILTER = {
  ...NO_FILTER,
  kinds: ['photo', 'video'],
  taken: [{ from: '1990', to: null }],
  cameras: ['canon', 'nikon', 'e'],
  sample: 1,
} as const;

/** Tasks that may be under way at once, as for two threads. */
const WINDOW = 8;

export function coreCases({ data, slices, rows }: MicroInput): readonly MicroCase[] {
  const shard = linesOf(slices);
  const datasetLines = rows.map(({ dataset }) => dataset.line);
  const sideLines = rows.flatMap(({ lines }) => PART_SOURCES.map((source) => lines[source] ?? ''));
  const cells = rows.flatMap(({ dataset }) => TEXT_COLUMNS.map((column) => dataset.cells[column] ?? ''));
  const urls = rows.map(({ dataset }) => dataset.cells[COLUMNS.url_get] ?? '');
  const ids = rows.map(({ dataset }) => dataset.photoId);
  const hashes = urls.map((url) => Buffer.from(urlHash(url), 'latin1'));
  const records = rows.map((row) => toFull(row));
  const numbers = rows.map((_, k) => k);
  const idSet = idsOf(ids);
  const hashSet = hashesOf(hashes);
  const allowed = parseAllowedHosts(['mirror.example:8080', '192.0.2.1', '*.staticflickr.com']);
  const hosts = urls.map((url) => new URL(url).hostname);
  const ofRows = { folder: 'core', unit: 'row', items: data.rows, bytes: totalBytes(data.bytes.text) };
  const ofDataset = { ...ofRows, bytes: data.bytes.text.dataset };
  const ofValues = (unit: string, texts: readonly string[]) => ({ folder: 'core', ...ofTexts(unit, texts) });
  return [
    { name: 'SliceLines', ...ofRows, run: () => linesOf(slices) },
    { name: 'parseDatasetRow', ...ofDataset, run: () => each(datasetLines, parseDatasetRow) },
    { name: 'parseSideLine', ...ofValues('line', sideLines), run: () => each(sideLines, parseSideLine) },
    { name: 'join', ...ofRows, run: () => [...join(shard, newTally())].length },
    { name: 'urlHash', ...ofValues('URL', urls), run: () => each(urls, urlHash) },
    { name: 'decode', ...ofValues('cell', cells), run: () => each(cells, decode) },
    { name: 'fullRecord', ...ofRows, run: () => each(rows, toFull) },
    { name: 'fullJson', ...ofValues('row', records.map(fullJson)), run: () => each(records, fullJson) },
    { name: 'articleJson', ...ofRows, run: () => each(rows, toArticle) },
    { name: 'restoreLines', ...ofRows, run: () => each(records, restoreLines) },
    { name: 'matches', ...ofRows, run: () => each(rows, (row) => matches(FILTER, row)) },
    { name: 'hasId', ...ofValues('id', ids), run: () => each(ids, (id) => hasId(idSet, id)) },
    { name: 'hasHash', ...ofValues('hash', urls), bytes: 0, run: () => each(hashes, (hash) => hasHash(hashSet, hash)) },
    { name: 'KeyList, toSet', ...ofValues('id', ids), run: () => idsOf(ids).count },
    { name: 'orderedMap', folder: 'core', unit: 'task', items: numbers.length, bytes: 0, run: () => mapAll(numbers) },
    {
      name: 'isAllowedByName',
      ...ofValues('host', hosts),
      run: () => each(hosts, (host) => isAllowedByName(allowed, host, 80)),
    },
  ];
}

function toFull({ dataset, items }: JoinedRow) {
  return fullRecord({ dataset, ...items }, noTroubles());
}

function toArticle({ dataset, lines }: JoinedRow): string {
  return articleJson({ dataset: dataset.line, photoId: dataset.photoId, ...lines }, noTroubles());
}

/** What the map itself costs: tasks that are done at once. */
async function mapAll(values: readonly number[]): Promise<number> {
  let sum = 0;
  for await (const value of orderedMap(values, WINDOW, (each) => Promise.resolve(each))) sum += value;
  return sum;
}

function idsOf(ids: readonly string[]): KeySet {
  const list = new KeyList(2);
  const words = new Uint32Array(2);
  for (const id of ids) {
    if (!readId(Buffer.from(id, 'latin1'), 0, id.length, words)) throw new Error(`Expected an id, got ${id}.`);
    list.add(words[0] ?? 0, words[1] ?? 0, 0, 0);
  }
  return list.toSet();
}

function hashesOf(hashes: readonly Buffer[]): HashSet {
  const lists = { whole: new KeyList(4), short: new KeyList(4) };
  const words = new Uint32Array(4);
  for (const hash of hashes) {
    const length = readHash(hash, 0, hash.length, words);
    if (length === null) throw new Error(`Expected a hash, got ${hash.toString('latin1')}.`);
    lists[length].add(words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0);
  }
  return { whole: lists.whole.toSet(), short: lists.short.toSet() };
}
