/** Runs two builds of `yfcc` in turns, function by function or command by command, so that each round has pairs that ran side by side. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { YfccError } from '../src/core/errors.js';
import { ownBz2Commands } from './bz2-commands.js';
import { timeCommand } from './command-table.js';
import { timeLines, type Line, type PairResult } from './compare-lines.js';
import { benchData, totalBytes } from './data.js';
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
  const { dirs: data, bytes } = await benchData(DATA_DIR, rows, SEED);
  const out = join(options.out, 'bench-run');
  const clean = (): void => rmSync(out, { recursive: true, force: true });
  const input = { dir: data.bz2, parts: repeatedParts(data.bz2), datasetBytes: bytes.text.dataset, out };
  const plainBytes = suite === 'bz2' ? bytes.text.dataset : totalBytes(bytes.text);
  const commands = dirs.map((dir): readonly JobCommand[] => {
    const bin = join(dir, BUILT_SCRIPTS[suite]);
    return suite === 'bz2' ? ownBz2Commands(bin, join(data.bz2, 'yfcc100m_dataset.bz2')) : ownJobCommands(bin, input);
  });
  const all = (commands[0] ?? []).map(({ name }, k): Thing => ({
    name,
    measure: (side) => Promise.resolve(timed(commands[side]?.[k], plainBytes, clean)),
  }));
  return { all: all.filter(isWanted), close: () => {} };
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
