/** One job in several variants, run in turns as whole processes: their time, and what each has used. */
import { rmSync } from 'node:fs';
import process from 'node:process';
import { commandLine } from './command-line.js';
import { BIN } from './paths.js';
import { runJob } from './yfcc-job.js';

export interface JobVariant {
  readonly name: string;
  /** What `yfcc` is called with; `--out` is added. */
  readonly args: readonly string[];
  /** Called before each run. */
  readonly prepare?: () => void;
  /** What it has left on disk that counts; asked behind each run. */
  readonly leftBytes?: () => number;
}

/** By round. */
export interface VariantResult {
  readonly name: string;
  /** As it was run. */
  readonly line: string;
  readonly seconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  readonly peakBytes: readonly number[];
  readonly leftBytes: readonly number[];
}

/** Runs all variants so many times, each into `outDir`, which is removed. Throws when one does not end with 0. */
export async function measureVariants(
  variants: readonly JobVariant[],
  runs: number,
  outDir: string,
): Promise<readonly VariantResult[]> {
  const measured = variants.map(({ name, args }) => ({
    name,
    line: commandLine({ program: process.execPath, args: [BIN, ...args, '--out', outDir] }),
    seconds: [] as number[],
    cpuSeconds: [] as number[],
    peakBytes: [] as number[],
    leftBytes: [] as number[],
  }));
  for (let round = 0; round < runs; round++) {
    for (const [k, { name, args, prepare, leftBytes }] of variants.entries()) {
      rmSync(outDir, { recursive: true, force: true });
      prepare?.();
      try {
        const { exitCode, seconds, usage, stderr } = await runJob([...args, '--out', outDir]);
        if (exitCode !== 0 || usage === null)
          throw new Error(`Expected ${name} to end with 0, got ${exitCode}: ${stderr}`);
        measured[k]?.seconds.push(seconds);
        measured[k]?.cpuSeconds.push(usage.cpuSeconds);
        measured[k]?.peakBytes.push(usage.peakBytes);
        measured[k]?.leftBytes.push(leftBytes?.() ?? 0);
      } finally {
        rmSync(outDir, { recursive: true, force: true });
      }
    }
    process.stderr.write(`bench: round ${round + 1} of ${runs}\n`);
  }
  return measured;
}
