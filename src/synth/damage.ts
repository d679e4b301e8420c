/**
 * Breaks lines in the ways that lines are broken in the wild.
 *
 * A `reject` can become no row and belongs in the rejects. An `odd` line is still a row with an id: the record is made, and
 * its oddity shows in it (`hash_ok`, `raw`, a left-out item).
 */
import { MAIN_SOURCES, type MainSource } from '../core/fields.js';
import { Random, STREAM } from './random.js';

/** One way to break a line; `apply` gets a line without line end and gives one back, at times with bytes over 0x7f. */
export interface Damage {
  readonly kind: string;
  readonly verdict: 'reject' | 'odd';
  readonly sources: readonly MainSource[];
  readonly apply: (line: string, random: Random) => string;
}

const DATASET: readonly MainSource[] = ['dataset'];
const SIDES: readonly MainSource[] = ['autotags', 'exif', 'places'];
const LINE_FEED = 0x0a;
const GARBAGE_BYTES = 300;

/** Every kind there is. */
export const DAMAGES: readonly Damage[] = [
  {
    kind: 'too-few-columns',
    verdict: 'reject',
    sources: DATASET,
    apply: (line) => cells(line).slice(0, -3).join('\t'),
  },
  { kind: 'extra-columns', verdict: 'reject', sources: DATASET, apply: (line) => `${line}\textra\tcolumns\there` },
  { kind: 'marker-7', verdict: 'reject', sources: DATASET, apply: (line) => `${line.slice(0, -1)}7` },
  { kind: 'no-tab', verdict: 'reject', sources: SIDES, apply: (line) => line.replaceAll('\t', '') },
  { kind: 'id-not-a-number', verdict: 'reject', sources: MAIN_SOURCES, apply: (line) => withId(line, '12ab34') },
  {
    kind: 'id-climbs-out',
    verdict: 'reject',
    sources: MAIN_SOURCES,
    apply: (line) => withId(line, '../../etc/passwd'),
  },
  { kind: 'empty-line', verdict: 'reject', sources: MAIN_SOURCES, apply: () => '' },
  { kind: 'binary-garbage', verdict: 'reject', sources: MAIN_SOURCES, apply: (_line, random) => garbage(random) },
  { kind: 'truncated', verdict: 'reject', sources: DATASET, apply: (line, random) => line.slice(0, cut(line, random)) },
  { kind: 'wrong-hash', verdict: 'odd', sources: DATASET, apply: wrongHash },
  { kind: 'stray-percent', verdict: 'odd', sources: DATASET, apply: (line) => withTitle(line, '100%+pure%2') },
  { kind: 'bad-utf-8', verdict: 'odd', sources: DATASET, apply: (line) => withTitle(line, 'caf%E9+\xe9t\xe9') },
  { kind: 'lower-case-hex', verdict: 'odd', sources: DATASET, apply: (line) => withTitle(line, 'caf%c3%a9') },
  { kind: 'item-without-colon', verdict: 'odd', sources: SIDES, apply: (line) => `${line}${separator(line)}noise` },
  { kind: 'empty-item', verdict: 'odd', sources: SIDES, apply: (line) => `${line},,` },
];

/** A line that may have been broken; `damage` is null for a line as it was. */
export interface MaybeBroken {
  readonly line: string;
  readonly damage: Damage | null;
}

/**
 * Breaks the lines of one source at a rate, each kind alike. Whether and how a line is broken depends on the seed, the source
 * and the row only.
 */
export function lineBreaker(
  seed: number,
  source: MainSource,
  rate: number,
): (line: string, row: number) => MaybeBroken {
  const random = new Random();
  const kinds = DAMAGES.filter(({ sources }) => sources.includes(source));
  const place = MAIN_SOURCES.indexOf(source);
  return (line, row) => {
    random.reseed(seed, row * MAIN_SOURCES.length + place, STREAM.damage);
    if (!random.chance(rate)) return { line, damage: null };
    const damage = random.pick(kinds);
    const broken = damage.apply(line, random);
    // The 23-column form has no hash that could be wrong.
    return { line: broken, damage: broken === line ? null : damage };
  };
}

function cells(line: string): string[] {
  return line.split('\t');
}

/** The 25-column form has the line number before the id, and the hash after it. */
function has25(parts: readonly string[]): boolean {
  return parts.length === 25;
}

function withId(line: string, id: string): string {
  const parts = cells(line);
  parts[has25(parts) ? 1 : 0] = id;
  return parts.join('\t');
}

function withTitle(line: string, title: string): string {
  const parts = cells(line);
  parts[has25(parts) ? 8 : 6] = title;
  return parts.join('\t');
}

function wrongHash(line: string): string {
  const parts = cells(line);
  if (has25(parts)) parts[2] = 'd41d8cd98f0b24e980998ecf8427e';
  return parts.join('\t');
}

/** Somewhere in the first two thirds, so that columns are missing for sure. */
function cut(line: string, random: Random): number {
  return random.between(1, Math.floor((line.length * 2) / 3));
}

function separator(line: string): string {
  return line.endsWith('\t') ? '' : ',';
}

/** Any bytes but a line feed; the first is no digit, so that no id can come about. */
function garbage(random: Random): string {
  let text = '\x00';
  for (let i = 1; i < GARBAGE_BYTES; i++) {
    const byte = random.below(256);
    text += String.fromCharCode(byte === LINE_FEED ? 0 : byte);
  }
  return text;
}
