/** What the main thread sees of a job's hosts, out of the memory that the workers share. */
import {
  hostBoard,
  HOST_WORD,
  HOST_WORDS,
  hostWords,
  ROW_WORDS,
  THREAD_WORDS,
  threadRows,
} from '../core/host-buffer.js';
import { rateOf } from '../core/host-rates.js';
import type { MediaSettings } from '../core/protocol.js';
import type { HostState } from './job-view.js';
import { addOutcomes } from './totals.js';

/** Every host that was asked; `nowMs` on the workers' clock. */
export function hostStates(
  { hosts, rates, connections }: Pick<MediaSettings, 'hosts' | 'rates' | 'connections'>,
  nowMs: number,
): HostState[] {
  const board = hostBoard(hosts);
  const words = hostWords(hosts);
  const rows = threadRows(hosts);
  const states: HostState[] = [];
  for (const slot of board.slots()) {
    const counts = board.read(slot);
    if (counts === null) continue;
    const word = (name: keyof typeof HOST_WORD): number =>
      Number(Atomics.load(words, slot * HOST_WORDS + HOST_WORD[name]));
    const rateSet = board.rate(slot);
    const full = rateSet ?? (rateOf(rates, counts.host) || Infinity);
    const gap = word('gap');
    let inUse = 0;
    for (let row = 0; row < rows.length; row += ROW_WORDS) inUse += Atomics.load(rows, row + THREAD_WORDS + slot);
    states.push({
      ...counts,
      connections: inUse,
      maxConnections: word('limit') || Math.min(1, connections),
      rate: gap > 0 ? Math.min(full, 1e9 / gap) : full,
      rateSet,
      isDead: word('nextProbe') > 0,
      heldSeconds: Math.max(0, word('held') / 1e9 - nowMs / 1000),
    });
  }
  return states;
}

/** As the hosts are now, with what they had come to under threads that are gone. */
export function addHostStates(before: readonly HostState[], now: readonly HostState[]): HostState[] {
  const states = new Map<string, HostState>();
  // Connections have gone with their threads.
  for (const state of before) states.set(state.host, { ...state, connections: 0 });
  for (const state of now) {
    const past = states.get(state.host);
    states.set(state.host, past === undefined ? state : sumOf(past, state));
  }
  return [...states.values()];
}

function sumOf(past: HostState, now: HostState): HostState {
  return {
    ...now,
    outcomes: addOutcomes(past.outcomes, now.outcomes),
    bytes: past.bytes + now.bytes,
    milliseconds: past.milliseconds + now.milliseconds,
    lastFailure: now.lastFailure ?? past.lastFailure,
  };
}

/** Sets a host's rate, see `HostBoard.setRate`; false where no thread has asked that host. */
export function setHostRate(hosts: SharedArrayBuffer, host: string, perSecond: number | null): boolean {
  const board = hostBoard(hosts);
  for (const slot of board.slots()) {
    if (board.read(slot)?.host !== host) continue;
    board.setRate(slot, perSecond);
    return true;
  }
  return false;
}
