/** What the main thread sees of a job's hosts, out of the memory that the workers share. */
import {
  hostBoard,
  HOST_SLOTS,
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

/** The states of `now`, with what was counted `before` for the same hosts added, and the hosts that are asked no more. */
export function withCountsBefore(before: readonly HostState[], now: readonly HostState[]): HostState[] {
  const added = now.map((state) => {
    const earlier = before.find(({ host }) => host === state.host);
    if (earlier === undefined) return state;
    return {
      ...state,
      outcomes: addOutcomes(earlier.outcomes, state.outcomes),
      bytes: earlier.bytes + state.bytes,
      milliseconds: earlier.milliseconds + state.milliseconds,
      lastFailure: state.lastFailure ?? earlier.lastFailure,
    };
  });
  return [...before.filter(({ host }) => !now.some((state) => state.host === host)), ...added];
}

/** Sets a host's rate, see `HostBoard.setRate`; false where no thread has asked that host. */
export function setHostRate(hosts: SharedArrayBuffer, host: string, perSecond: number | null): boolean {
  const board = hostBoard(hosts);
  for (let slot = 0; slot < HOST_SLOTS; slot += 1) {
    if (board.read(slot)?.host !== host) continue;
    board.setRate(slot, perSecond);
    return true;
  }
  return false;
}
