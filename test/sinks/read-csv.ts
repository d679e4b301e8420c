/** Reads CSV with Python's csv module. */
import { execFileSync, spawnSync } from 'node:child_process';

/** For the `skip` of tests that need it. */
export const NO_PYTHON: string | false =
  spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';

const READ =
  "import csv, json, sys; csv.field_size_limit(1 << 30); json.dump(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'))), sys.stdout)";

/** The rows of the file, its header the first of them. */
export function readCsv(file: string): readonly (readonly string[])[] {
  return JSON.parse(execFileSync('python3', ['-c', READ, file], { maxBuffer: 1 << 28 }).toString());
}

/** A cell as the docs say that a value is written. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
