/** Jobs on one small input, and what they gave: for the tests that write a SQLite database and those that read one. */
import assert from 'node:assert/strict';
import type { FullRecord } from '../../src/core/record.js';
import { runMain } from '../cli/fake-terminal.js';
import { makeLines, writeSources, type Lines } from './sources.js';
import { recordText } from './tree.js';

export const ROWS = 2500;

/** Writes the input, with one line that is no row and one gap; gives its lines. */
export function writeInput(dir: string): Lines {
  const lines = makeLines(ROWS, { columns: 23 });
  lines.dataset[40] = 'not a row';
  lines.autotags.splice(60, 3);
  writeSources(dir, lines);
  return lines;
}

/** Runs a job to its end; gives `out`. */
export async function job(source: readonly string[], out: string, ...options: readonly string[]): Promise<string> {
  const common = ['--threads', '2', '--shard-rows', '300', '--max-rejects', '1000', '--max-failed', '1000'];
  const ended = await runMain('run', ...source, '--out', out, ...common, ...options);
  assert.equal(ended.code, 0, ended.stderr);
  return out;
}

/** The records of the job as `jsonl`, as text. */
export async function records(source: readonly string[], out: string, ...options: readonly string[]): Promise<string> {
  return recordText(await job(source, out, '--format', 'jsonl', ...options));
}

export function parsed(jsonLines: string): readonly FullRecord[] {
  return jsonLines
    .trimEnd()
    .split('\n')
    .map((line): FullRecord => JSON.parse(line));
}
