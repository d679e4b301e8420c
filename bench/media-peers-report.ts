/** A result of `bench:media` as Markdown: what the terminal shows and what the docs have. */
import { machineText } from './machine.js';
import { bytes as bytesText, count, plural } from '../src/core/format.js';
import { figure } from './command-table.js';
import type { PeerOutcome, PeerRun } from './media-rounds.js';
import type { MeasuredResult } from './result.js';
import { median, roundRatios, spreadOf } from './statistics.js';
import { markdownTable, spreadText } from './table.js';

/** A peer, and how many times as fast it is to be. */
export interface WantedRatio {
  readonly against: string;
  readonly atLeast: number;
}

export interface PeerResult {
  readonly name: string;
  /** As it was run. */
  readonly line: string;
  /** Files that it was asked for, and what they weigh. */
  readonly files: number;
  readonly bytes: number;
  readonly wanted: readonly WantedRatio[];
  readonly outcome: PeerOutcome;
}

export interface MediaPeersResult extends MeasuredResult {
  /** What each tool says of itself. */
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly connections: number;
  readonly peers: readonly PeerResult[];
}

const COLUMNS = [
  { title: 'command', align: 'left' },
  { title: 'files', align: 'right' },
  { title: 'lost', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: 'files/s', align: 'right' },
  { title: 'MB/s', align: 'right' },
  { title: 'CPU s per 1,000 files', align: 'right' },
  { title: 'times as fast as', align: 'left' },
] as const;

/** Where and how, a row a peer, and which ones there are not. */
export function mediaPeersReport({ machine, command, versions, runs, connections, peers }: MediaPeersResult): string {
  const skipped = peers.flatMap(({ name, outcome }) => ('skipped' in outcome ? [`\`${name}\``] : []));
  return [
    [
      `${machineText(machine)};`,
      `${Object.values(versions).join('; ')}.`,
      `Files of about 100 KB from nginx on the same machine, ${connections} connections each. Median of ${plural(runs, 'round')} (least to greatest), whole processes;`,
      `rates are of files that came whole and were counted on disk, ratios medians of those within a round. Made by \`${command}\`.`,
    ].join('\n'),
    markdownTable(
      COLUMNS,
      peers.flatMap((peer) => ('runs' in peer.outcome ? [rowOf(peer, peer.outcome.runs, peers)] : [])),
    ),
    ...(skipped.length === 0 ? [] : [`Left out, since this \`yfcc\` refuses their options: ${skipped.join(', ')}.`]),
  ].join('\n\n');
}

function rowOf(peer: PeerResult, runs: readonly PeerRun[], peers: readonly PeerResult[]): readonly string[] {
  const lost = Math.max(...runs.map(({ files }) => peer.files - files));
  return [
    peer.name,
    count(peer.files),
    count(lost),
    spreadText(spreadOf(runs.map(({ seconds }) => seconds)), figure),
    count(Math.round(median(runs.map(({ files, seconds }) => files / seconds)))),
    figure(median(runs.map(({ bytes, seconds }) => bytes / seconds / 1e6))),
    figure(median(runs.map(({ cpuSeconds, files }) => (cpuSeconds / files) * 1000))),
    peer.wanted.flatMap((wanted) => ratioText(wanted, peer.name, peers)).join(', '),
  ];
}

/** `1.42 curl -Z (1.3 wanted)`; nothing when the other has not run. */
function ratioText({ against, atLeast }: WantedRatio, name: string, peers: readonly PeerResult[]): readonly string[] {
  const ratio = rateRatio(peers, against, name);
  return ratio === null ? [] : [`${figure(ratio)} ${against} (${atLeast} wanted)`];
}

/** How many times as many files a second `name` brings as `other`: the median over the rounds; null when one has not run. */
export function rateRatio(peers: readonly PeerResult[], other: string, name: string): number | null {
  const ratesOf = (wanted: string): readonly number[] => {
    const outcome = peers.find((peer) => peer.name === wanted)?.outcome;
    return outcome !== undefined && 'runs' in outcome ? outcome.runs.map(({ files, seconds }) => files / seconds) : [];
  };
  const ratios = roundRatios(ratesOf(name), ratesOf(other));
  return ratios.length === 0 ? null : median(ratios);
}

/** What each peer that lost or added bytes has to say, a line each. */
export function lossLines(peers: readonly PeerResult[]): readonly string[] {
  return peers.flatMap(({ name, files, bytes, outcome }) => {
    if ('skipped' in outcome) return [];
    const wrong = outcome.runs.find((run) => run.files !== files || (bytes > 0 && run.bytes !== bytes));
    if (wrong === undefined) return [];
    return [
      `${name}: expected ${count(files)} files of ${bytesText(bytes)}, got ${count(wrong.files)} of ${bytesText(wrong.bytes)}`,
    ];
  });
}
