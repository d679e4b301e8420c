/** The best setting of a job, kept beside its output: `OUT.tuned.json`, as `tune --save` writes it and `run --tuned` reads it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { asWriteError } from '../engine/write-error.js';
import { writeWhole } from '../files/write-whole.js';
import { checkInteger } from '../jobs/check-option.js';
import { RUN_BOUNDS, type RunOptions } from '../jobs/run-options.js';
import { AXES, type Setting } from './setting.js';

export interface Tuned {
  /** Of what was looked at; the rest is left to the defaults. */
  readonly setting: Partial<Setting>;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly rowsPerSecond: number;
  /** What it was made on. */
  readonly machine: string;
}

/** The name of the file, absolute. */
export function tunedFile(out: string): string {
  return `${resolve(out)}.tuned.json`;
}

/** Writes it, whole or not at all; gives its name. Throws `write-failed` or `disk-full`. */
export async function saveTuned(out: string, tuned: Tuned): Promise<string> {
  const file = tunedFile(out);
  try {
    await writeWhole(file, `${JSON.stringify(tuned, null, 2)}\n`);
  } catch (error) {
    throw asWriteError(error, file);
  }
  return file;
}

/** The options with what `tune --save` has kept for their output, where they say nothing themselves. Throws `usage` where there is none. */
export async function withTuned(options: RunOptions): Promise<RunOptions> {
  if (options.out === undefined) throw new YfccError('usage', 'Expected --out with --tuned, got none.');
  const file = tunedFile(options.out);
  const setting = await readSetting(file);
  return { ...setting, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
}

async function readSetting(file: string): Promise<Partial<Setting>> {
  const refuse = (what: string, cause?: unknown): YfccError =>
    new YfccError(
      'usage',
      `Expected ${file} to be what yfcc tune --save writes, ${what}. Run yfcc tune --save first.`,
      {
        file,
        cause,
      },
    );
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw refuse(cause.code === 'ENOENT' ? 'but it is not there' : cause.message, cause);
  });
  let found: unknown;
  try {
    // A parse border: every value that is taken is checked below.
    found = (JSON.parse(text) as { setting?: unknown } | null)?.setting;
  } catch (cause) {
    throw refuse('got no JSON', cause);
  }
  if (typeof found !== 'object' || found === null) throw refuse('got no setting in it');
  const setting: Partial<Record<keyof Setting, number>> = {};
  for (const axis of AXES) {
    const value: unknown = Reflect.get(found, axis);
    if (value === undefined) continue;
    checkInteger(axis, value, RUN_BOUNDS[axis]);
    setting[axis] = Number(value);
  }
  return setting;
}
