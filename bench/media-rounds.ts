/** Whole downloads in turn, round by round, each checked for what it has brought. */
import { rmSync } from 'node:fs';
import process from 'node:process';
import { costOf } from './process-cost.js';
import { receivedFiles, type Container, type Received } from './received-files.js';
import { rotated } from './rotated.js';

/** A peer, and where to look for what it brings. */
export interface MediaPeer {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Files that it is asked for. */
  readonly files: number;
  /** Removed before each run. */
  readonly outDir: string;
  /** In it, or it itself: where files count. */
  readonly countedDir: string;
  readonly container: Container;
}

/** One run of one peer. */
export interface PeerRun extends Received {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** By round; or why there are none. */
export type PeerOutcome = { readonly runs: readonly PeerRun[] } | { readonly skipped: string };

/** A command that does not know the options, or is not there: its row is left out, not the table. */
const USAGE_EXIT_CODE = 2;
const NOT_FOUND_EXIT_CODE = 127;

/** Runs all peers so many times; each round begins with another one. Throws when a peer brings nothing at all. */
export function mediaRounds(peers: readonly MediaPeer[], rounds: number): (name: string) => PeerOutcome {
  const runs = new Map<string, PeerRun[]>();
  const skipped = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of rotated(peers, round)) {
      if (skipped.has(peer.name)) continue;
      const run = runOnce(peer);
      if (typeof run === 'string') {
        skipped.set(peer.name, run);
        process.stderr.write(`bench: ${peer.name} is left out: ${run}\n`);
      } else {
        runs.set(peer.name, [...(runs.get(peer.name) ?? []), run]);
      }
    }
    process.stderr.write(`bench: round ${round + 1} of ${rounds}\n`);
  }
  return (name) => {
    const reason = skipped.get(name);
    return reason === undefined ? { runs: runs.get(name) ?? [] } : { skipped: reason };
  };
}

/** The run, or why it can't be. */
function runOnce({ name, program, args, outDir, countedDir, container }: MediaPeer): PeerRun | string {
  rmSync(outDir, { recursive: true, force: true });
  try {
    const { seconds, cpuSeconds, exitCode, stderr } = costOf(program, args);
    const said = stderr.trim().split('\n')[0] ?? '';
    if (exitCode === USAGE_EXIT_CODE || exitCode === NOT_FOUND_EXIT_CODE) return said;
    const received = receivedFiles(countedDir, container);
    if (received.files === 0) throw new Error(`Expected files of ${name}, got none, exit code ${exitCode}: ${said}`);
    return { seconds, cpuSeconds, ...received };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
