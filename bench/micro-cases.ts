/** All functions that the micro benchmarks call: the hot ones of each folder of `src`, in the order of a row's way. */
import type { MicroCase } from './micro-case.js';
import { bz2Cases } from './micro-cases/bz2.js';
import { coreCases } from './micro-cases/core.js';
import { engineCases } from './micro-cases/engine.js';
import { mediaCases } from './micro-cases/media.js';
import { orderCases } from './micro-cases/order.js';
import { recordCases } from './micro-cases/records.js';
import { sinkCases } from './micro-cases/sinks.js';
import type { MicroInput } from './micro-input.js';

export function microCases(input: MicroInput): readonly MicroCase[] {
  return [bz2Cases, engineCases, orderCases, recordCases, coreCases, sinkCases, mediaCases].flatMap((cases) =>
    cases(input),
  );
}
