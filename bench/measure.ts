/**
 * Measures one run of one case in this process, and prints it as a line of JSON.
 *
 * `node dist/bench/measure.js TASK`, where TASK is a `StageTask` in JSON. A process of its own for each run: so its peak
 * memory is its own, and no run finds code that another one has warmed up. The time is that of the work, without
 * Node's start. For a look inside: `node --cpu-prof dist/bench/measure.js TASK`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runStage, type StageTask } from './stages.js';
import { usage, type Usage } from './usage.js';

/** One run: what it took, and what it has handled (`runStage` says in which unit). */
export interface Measurement extends Usage {
  readonly seconds: number;
  readonly handled: number;
}

// A parse border: the only caller is rounds.ts, which writes a StageTask.
const task = JSON.parse(process.argv[2] ?? '') as StageTask;
if (task.case.stage === 'write') mkdirSync(join(task.outDir, 'tmp'), { recursive: true });

const before = usage();
const started = performance.now();
const handled = await runStage(task);
const seconds = (performance.now() - started) / 1000;
const after = usage();

const measurement: Measurement = {
  seconds,
  cpuSeconds: after.cpuSeconds - before.cpuSeconds,
  mainCpuSeconds:
    after.mainCpuSeconds === null || before.mainCpuSeconds === null
      ? null
      : after.mainCpuSeconds - before.mainCpuSeconds,
  peakBytes: after.peakBytes,
  handled,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
