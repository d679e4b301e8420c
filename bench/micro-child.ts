/**
 * Measures functions one by one, as its parent asks for them over the channel that `fork` makes: so two builds can be
 * asked for the same function by turns, some milliseconds apart, and stay warm in between.
 *
 * `node dist/bench/micro-child.js ROWS`. It says `ready` with the names that it knows, then answers each `MicroTask`.
 */
import { rmSync } from 'node:fs';
import process from 'node:process';
import { benchData } from './data.js';
import { measureMicro, type MicroResult } from './micro.js';
import { microCases } from './micro-cases.js';
import { microInput } from './micro-input.js';
import { makeScratch } from './micro-scratch.js';
import { DATA_DIR } from './paths.js';

/** What the parent asks for. */
export interface MicroTask {
  readonly name: string;
  readonly ms: number;
}

/** What the child says: first which functions there are, then what each task gave. */
export type MicroReply =
  | { readonly kind: 'ready'; readonly names: readonly string[] }
  | { readonly kind: 'measured'; readonly result: MicroResult };

const SEED = 1;

const scratch = makeScratch();
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const data = await benchData(DATA_DIR, Number(process.argv[2]), SEED);
const cases = microCases(await microInput(data, scratch));
// A border: only `builds.ts` asks.
process.on('message', (task: MicroTask) => void answer(task));
say({ kind: 'ready', names: cases.map(({ name }) => name) });

async function answer({ name, ms }: MicroTask): Promise<void> {
  const [result] = await measureMicro(
    cases.filter((entry) => entry.name === name),
    { runs: 1, timeMs: ms, onRound: () => {} },
  );
  if (result === undefined) throw new Error(`Expected a function that is called ${name}, got none.`);
  say({ kind: 'measured', result });
}

function say(reply: MicroReply): void {
  process.send?.(reply);
}
