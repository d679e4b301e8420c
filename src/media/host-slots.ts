/** Which slot of the shared memory is a host's: the same one in every thread, taken by the first that asks. */
import type { HostBoard } from '../core/host-board.js';
import { hostBoard, HOST_SLOTS, HOST_WORD, HOST_WORDS, hostWords } from '../core/host-buffer.js';
import { remembered } from '../core/remembered.js';

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

export interface HostSlots {
  readonly words: BigInt64Array;
  /** Number of a host's slot, from 0; `host` is `name[:port]`. Its words begin at `HOST_WORDS` times that. */
  readonly slotOf: (host: string) => number;
  /** What people see of the hosts; by the number of the slot. */
  readonly board: HostBoard;
}

export function createHostSlots(buffer: SharedArrayBuffer): HostSlots {
  const words = hostWords(buffer);
  const board = hostBoard(buffer);

  function find(host: string): number {
    const key = keyOf(host);
    const first = Number(BigInt.asUintN(32, key)) % HOST_SLOTS;
    for (let step = 0; step < HOST_SLOTS; step += 1) {
      const slot = (first + step) % HOST_SLOTS;
      const owner = Atomics.compareExchange(words, slot * HOST_WORDS + HOST_WORD.key, 0n, key);
      if (owner === 0n) board.name(slot, host);
      if (owner === 0n || owner === key) return slot;
    }
    return first;
  }

  return { words, board, slotOf: remembered(find) };
}

/** FNV-1a of 64 bits over the UTF-16 units of the name; never 0. */
function keyOf(host: string): bigint {
  let hash = FNV_OFFSET;
  for (let at = 0; at < host.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(host.charCodeAt(at))) * FNV_PRIME);
  }
  return BigInt.asIntN(64, hash) || 1n;
}
