/** A copy of a file with its lines in an order of no meaning, the same each time. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Random, STREAM } from '../src/synth/random.js';

const LF = 10;

/** Writes `to`, unless it is there: all lines of `from`, shuffled (Fisher and Yates). Holds all of it in memory. */
export function shuffleLines(from: string, to: string): void {
  if (existsSync(to)) return;
  const text = readFileSync(from);
  const lines: Buffer[] = [];
  for (let at = 0; at < text.length;) {
    const lf = text.indexOf(LF, at);
    const end = lf < 0 ? text.length : lf + 1;
    lines.push(text.subarray(at, end));
    at = end;
  }
  const random = new Random().reseed(1, 0, STREAM.damage);
  for (let k = lines.length - 1; k > 0; k--) {
    const other = random.below(k + 1);
    const [a, b] = [lines[k], lines[other]];
    if (a === undefined || b === undefined) throw new RangeError(`no lines ${k} and ${other}`);
    [lines[k], lines[other]] = [b, a];
  }
  writeFileSync(`${to}.tmp`, Buffer.concat(lines));
  renameSync(`${to}.tmp`, to);
}
