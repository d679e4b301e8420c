/** Runs jobs on odd inputs, each in a folder of its own, and sees to it that they change nothing but their output. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { runMain, type CommandResult } from '../cli/fake-terminal.js';
import { treeOf } from './tree.js';

/** Makes an input in the folder that it is given; gives the options that name it. */
export type MakeInput = (input: string) => readonly string[];

/** A folder below `scratch` with `in/` as it is made; the job writes `out/` beside it, and nothing else may change. */
export async function runOn(
  scratch: string,
  make: MakeInput,
  ...options: readonly string[]
): Promise<{ readonly ended: CommandResult; readonly out: string }> {
  const folder = await mkdtemp(join(scratch, 'job-'));
  const input = join(folder, 'in');
  const out = join(folder, 'out');
  mkdirSync(input);
  const inputs = make(input);
  const untouched = treeOf(folder);
  const job = ['--out', out, '--format', 'jsonl', '--threads', '2', '--shard-rows', '100'];
  const ended = await runMain('run', ...inputs, ...job, ...options);
  const isOutside = (path: string): boolean => !path.startsWith('out/');
  assert.deepEqual(treeOf(folder, isOutside), untouched, 'nothing outside --out is changed');
  return { ended, out };
}

/** An input of one file. */
export function inputWith(name: string, bytes: Uint8Array | string): MakeInput {
  return (input) => {
    writeFileSync(join(input, name), bytes);
    return ['--in', input];
  };
}
