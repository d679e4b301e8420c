/** The shared memory in which all threads of a job keep one pace a host; `media/pacer.ts` says what stands in it. */

/** Hosts are spread by a hash. Two that meet in one slot share a pace, which is slower than they need and never wrong. */
export const PACER_SLOTS = 1024;

/** 64-bit words a slot. */
export const PACER_SLOT_WORDS = 4;

/** Made once for a job, and given to every worker. */
export function createPacerBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(PACER_SLOTS * PACER_SLOT_WORDS * BigInt64Array.BYTES_PER_ELEMENT);
}
