/** Why a bzip2 block is refused: a closed list, in the order of the numbers in `wasm/bzip2/failure.ts`. */

export const BLOCK_FAILURES = [
  'truncated', // the block goes on behind the bytes or the bit given as their end
  'bad-magic', // no block begins here
  'bad-crc', // the decoded bytes do not have the CRC that the block states
  'no-symbols', // no byte value is said to occur
  'bad-code-count', // fewer than 2 or more than 6 prefix codes
  'bad-selector', // no selector at all, or one of a code that is not there
  'bad-code-lengths', // a code length outside 1..20
  'bad-code', // bits that no symbol of an incomplete code has
  'no-end', // more symbols than there are selectors for
  'run-overflow', // more bytes than the level allows
  'bad-orig-ptr', // the row to start at is not there, so also in a block without bytes
  'run-cut', // four equal bytes end the block, and how often they repeat is missing
  'no-memory', // the memory for the decoded bytes could not be had
  'too-long', // over 3 MiB compressed: only code lengths that go up and down for ever do that; bzip2 reads on
] as const;

export type BlockFailure = (typeof BLOCK_FAILURES)[number];
