/** Runs two builds of `yfcc` in turns, function by function or command by command, so that each round has pairs that ran side by side. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { YfccError } from '../src/core/errors.js';
import { ownBz2Commands } from './bz2-commands.js';
import { timeCommand } from './command-table.js';
import { timeLines, type Line, type PairResult } from './compare-lines.js';
import { benchData, totalBytes, type BenchData } from './data.js';
import { ownJobCommands, repeatedParts, type JobCommand } from './job-commands.js';
import { describeMachine } from './machine.js';
import { MICRO_SCRIPT, openMicroBuilds } from './micro-builds.js';
import { DATA_DIR } from './paths.js';

const SEED = 1;
const MEGA = 1e6;
const MILLI = 1e-3;

export const PAIR_SUITES = ['micro', 'bz2', 'job'] as const;
export type PairSuite = (typeof PAIR_SUITES)[number];

export interface BuildOptions {
  readonly suite: PairSuite;
  readonly runs: number;
  /** Of the files of `bz2` and `job`. */
  readonly rows: number;
  /** Milliseconds for each function of `micro` in each round. */
  readonly ms: number;
  /** Only what has this in its name. */
  readonly only: string;
  /** Where jobs write; removed. */
  readonly out: string;
  /** As it can be pasted. */
  readonly command: string;
  readonly onRound: (text: string) => void;
}

/** The results of both builds, of checkouts `dirA` and `dirB`. Throws `YfccError` (`bad-input`) when one has no build. */
export async function measureBuilds(dirA: string, dirB: string, options: BuildOptions): Promise<readonly PairResult[]> {
  const { command, suite, runs } = options;
  const dirs = [resolve(dirA), resolve(dirB)];
  for (const dir of dirs) requireBuild(join(dir, BUILT_SCRIPTS[suite]));
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machines = dirs.map((dir) => describeMachine(dir));
  const sides = dirs.map((): (readonly Line[])[] => []);
  const things = await openThings(dirs, options);
  try {
    if (things.all.length === 0)
      throw new YfccError('usage', `Expected --only to be a part of a name of ${suite}, got \`${options.only}\`.`);
    for (let round = 0; round < runs; round++) {
      options.onRound(`round ${round + 1} of ${runs}`);
      for (const { measure } of things.all) {
        // Every other round begins with the second build.
        for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) sides[side]?.push(await measure(side));
      }
    }
  } finally {
    things.close();
  }
  const pair = randomUUID();
  return machines.map((machine, side) => ({ machine, command, pair, suite, runs, lines: merged(sides[side] ?? []) }));
}

/** A function or a command; both builds are measured with it, one directly behind the other. */
interface Thing {
  readonly name: string;
  readonly measure: (side: number) => Promise<readonly Line[]>;
}

/** Below a checkout. */
const BUILT_SCRIPTS: Readonly<Record<PairSuite, string>> = {
  micro: MICRO_SCRIPT,
  bz2: 'dist/src/bin.js',
  job: 'dist/src/bin.js',
};

async function openThings(
  dirs: readonly string[],
  options: BuildOptions,
): Promise<{ readonly all: readonly Thing[]; readonly close: () => void }> {
  const { suite, rows, ms, only } = options;
  const isWanted = ({ name }: { readonly name: string }): boolean => name.includes(only);
  if (suite === 'micro') {
    const { names, measure, close } = await openMicroBuilds(dirs);
    const all = names.map((name): Thing => ({ name, measure: (side) => measure(side, { name, ms }) }));
    return { all: all.filter(isWanted), close };
  }
  const data = await benchData(DATA_DIR, rows, SEED);
  const out = join(options.out, 'bench-run');
  const clean = (): void => rmSync(out, { recursive: true, force: true });
  const bins = dirs.map((dir) => join(dir, BUILT_SCRIPTS[suite]));
  const { commands, plainBytes } = commandsOf(suite, bins, data, out);
  const all = (commands[0] ?? []).map(({ name }, k): Thing => ({
    name,
    measure: (side) => Promise.resolve(timed(commands[side]?.[k], plainBytes, clean)),
  }));
  return { all: all.filter(isWanted), close: () => {} };
}

/** Of each build, and the bytes of text that they go through unless they say otherwise. */
function commandsOf(
  suite: Exclude<PairSuite, 'micro'>,
  bins: readonly string[],
  { dirs, bytes }: BenchData,
  out: string,
): { readonly commands: readonly (readonly JobCommand[])[]; readonly plainBytes: number } {
  const dir = dirs.bz2;
  const datasetBytes = bytes.text.dataset;
  if (suite === 'bz2') {
    const file = join(dir, 'yfcc100m_dataset.bz2');
    return { commands: bins.map((bin) => ownBz2Commands(bin, file)), plainBytes: datasetBytes };
  }
  const input = { dir, parts: repeatedParts(dir), datasetBytes, out };
  return { commands: bins.map((bin) => ownJobCommands(bin, input)), plainBytes: totalBytes(bytes.text) };
}

/** One run of a command. */
function timed(command: JobCommand | undefined, ofTable: number, clean: () => void): readonly Line[] {
  if (command === undefined) return [];
  clean();
  const { seconds, cpuSeconds } = timeCommand(command);
  clean();
  const { name, plainBytes = ofTable } = command;
  return timeLines(name, 'ms/MB', (plainBytes / MEGA) * MILLI, { seconds: [seconds], cpuSeconds: [cpuSeconds] });
}

/** Lines of the same name and unit as one, their values one behind the other. */
function merged(rounds: readonly (readonly Line[])[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const line of rounds.flat()) {
    const key = `${line.name} (${line.unit})`;
    lines.set(key, { ...line, values: [...(lines.get(key)?.values ?? []), ...line.values] });
  }
  return [...lines.values()];
}

function requireBuild(script: string): void {
  if (existsSync(script)) return;
  throw new YfccError('bad-input', `Expected a build with ${script}, got none. Run \`npm run build\` there.`, {
    file: script,
  });
}
