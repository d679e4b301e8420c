/** Blocks that no encoder writes, by name, and what is to become of each: null where bzip2 decodes it. */
import type { BlockFailure } from '../../src/bz2/block-failure.js';
import type { HandMadeBlock } from './hand-made-block.js';

/** Three byte values make five symbols: two run digits, places 1 and 2, the end of the block. */
const USED = [0x61, 0x62, 0x63];
const END = 4;
const COMPLETE = [2, 2, 2, 3, 3];
const PLAIN: HandMadeBlock = { used: USED, lengths: [COMPLETE, COMPLETE], symbols: [2, 3, 0, 2, 1, 3, END] };

/** The digits of a run: `count` times the byte in front. */
function run(count: number): number[] {
  const digits: number[] = [];
  for (let left = count; left > 0; left = (left - 1) >> 1) digits.push((left - 1) & 1);
  return digits;
}

function selectors(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function groups(symbols: readonly number[]): number[] {
  return selectors(Math.ceil(symbols.length / 50));
}

const ALL_BYTES = Array.from({ length: 256 }, (_, byte) => byte);
const ALL_LENGTHS = Array.from({ length: 258 }, (_, symbol) => (symbol < 254 ? 8 : 9));
const ALL_PLACES = [...ALL_BYTES.slice(1).map((place) => place + 1), 256, 0, 256, 257];

const MANY = [...selectors(120), END];
const LONG_RUN = run(2000);

export const CRAFTED: readonly (readonly [name: string, block: HandMadeBlock, failure: BlockFailure | null])[] = [
  ['plain', PLAIN, null],
  ['wrong magic', { ...PLAIN, magic: [0x314159, 0x265358] }, 'bad-magic'],
  ['no byte value at all', { ...PLAIN, used: [] }, 'no-symbols'],
  [
    'one byte value',
    {
      used: [0],
      lengths: [
        [1, 2, 2],
        [1, 2, 2],
      ],
      symbols: [0, 0, 1, 2],
    },
    null,
  ],
  [
    '258 symbols',
    { used: ALL_BYTES, lengths: [ALL_LENGTHS, ALL_LENGTHS], selectors: groups(ALL_PLACES), symbols: ALL_PLACES },
    null,
  ],

  ['no code', { ...PLAIN, codeCount: 0 }, 'bad-code-count'],
  ['one code', { ...PLAIN, codeCount: 1 }, 'bad-code-count'],
  ['six codes', { ...PLAIN, lengths: Array.from({ length: 6 }, () => COMPLETE) }, null],
  ['seven codes', { ...PLAIN, codeCount: 7 }, 'bad-code-count'],

  ['no selector', { ...PLAIN, selectors: [] }, 'bad-selector'],
  ['selector out of range', { ...PLAIN, selectors: [2] }, 'bad-selector'],
  ['selector far out of range', { ...PLAIN, selectors: [40] }, 'bad-selector'],
  ['too few selectors', { ...PLAIN, symbols: MANY, selectors: selectors(2) }, 'no-end'],
  ['just enough selectors', { ...PLAIN, symbols: [...selectors(14), 2, ...selectors(10), END] }, null],
  ['surplus selectors', { ...PLAIN, selectors: selectors(40) }, null],
  ['18,002 selectors', { ...PLAIN, selectors: selectors(18_002) }, null],
  ['18,003 selectors', { ...PLAIN, selectors: selectors(18_003) }, null],
  ['32,767 selectors', { ...PLAIN, selectors: selectors(32_767) }, null],
  ['32,767 selectors, the last out of range', { ...PLAIN, selectors: [...selectors(32_766), 3] }, 'bad-selector'],

  ['code length 0 to begin with', { ...PLAIN, lengths: ['00000', COMPLETE] }, 'bad-code-lengths'],
  ['code length 21 to begin with', { ...PLAIN, lengths: ['10101', COMPLETE] }, 'bad-code-lengths'],
  ['code length down to 0', { ...PLAIN, lengths: ['00001110', COMPLETE] }, 'bad-code-lengths'],
  ['code length up to 21', { ...PLAIN, lengths: ['10100100', COMPLETE] }, 'bad-code-lengths'],
  ['code lengths of 20', { ...PLAIN, lengths: [[20, 20, 20, 20, 20], COMPLETE] }, null],
  ['code lengths 1 and 20', { ...PLAIN, lengths: [[20, 20, 1, 20, 20], COMPLETE] }, null],
  ['code lengths of 10 and 11', { ...PLAIN, lengths: [[10, 11, 10, 11, 10], COMPLETE] }, null],
  [
    'code lengths that wander',
    { ...PLAIN, lengths: [`00010${'1011'.repeat(500)}0001000`, COMPLETE], symbols: ['10', '110', '111'] },
    null,
  ],
  ['incomplete code, not hit', { ...PLAIN, lengths: [[3, 3, 3, 3, 3], COMPLETE] }, null],
  ['incomplete code, hit', { ...PLAIN, lengths: [[3, 3, 3, 3, 3], COMPLETE], symbols: [2, 3, '111', END] }, 'bad-code'],
  ['incomplete unused code', { ...PLAIN, lengths: [COMPLETE, [20, 20, 20, 20, 20]] }, null],
  ['over-full code', { ...PLAIN, lengths: [[1, 3, 3, 3, 2], COMPLETE], symbols: [0, 1, 2, 1, 0, END] }, null],
  [
    'over-full code without an end',
    { ...PLAIN, lengths: [[1, 1, 1, 1, 1], COMPLETE], symbols: [...selectors(60)] },
    'no-end',
  ],
  ['code far over-full', { ...PLAIN, lengths: [[1, 1, 1, 20, 20], COMPLETE], symbols: selectors(60) }, 'no-end'],

  ['no byte', { ...PLAIN, symbols: [END] }, 'bad-orig-ptr'],
  ['last row first', { ...PLAIN, origPtr: 6 }, null],
  ['row behind the last', { ...PLAIN, origPtr: 7 }, 'bad-orig-ptr'],
  ['row far behind', { ...PLAIN, origPtr: 0xffffff }, 'bad-orig-ptr'],
  ['every row its own cycle', { ...PLAIN, symbols: [...run(3), 2, ...run(2), END] }, null],
  ['two cycles', { ...PLAIN, symbols: [2, 2, 2, 2, 2, 2, END], origPtr: 1 }, null],

  ['full block', { ...PLAIN, level: 1, symbols: [2, ...run(99_999), END] }, null],
  ['a byte too many', { ...PLAIN, level: 1, symbols: [...run(100_000), 2, END] }, 'run-overflow'],
  ['a run too long by one', { ...PLAIN, level: 1, symbols: [...run(100_001), END] }, 'run-overflow'],
  ['the same at level 2', { ...PLAIN, level: 2, symbols: [...run(100_001), END] }, null],
  ...[20, 21, 22, 24, 25, 31, 32, 33, 48].flatMap((digits) => [
    [`run of ${digits} low digits`, { ...PLAIN, symbols: [...selectors(digits), END] }, 'run-overflow'] as const,
    [
      `run of ${digits} high digits`,
      { ...PLAIN, symbols: [2, ...selectors(digits).fill(1), END] },
      'run-overflow',
    ] as const,
  ]),
  [
    'many runs that are too long together',
    { ...PLAIN, symbols: [...Array.from({ length: 2 }, () => [...run(899_000), 2]).flat(), END] },
    'run-overflow',
  ],

  ['four equal bytes without a count', { ...PLAIN, symbols: [...run(4), END] }, 'run-cut'],
  ['three equal bytes at the end', { ...PLAIN, symbols: [...run(3), END] }, null],
  ['runs behind each other, the last one cut', { ...PLAIN, symbols: [...run(9), END] }, 'run-cut'],
  ['randomised', { ...PLAIN, isRandomised: true, symbols: [...LONG_RUN, 2, 3, END] }, null],
  ['randomised, ends in a cut run', { ...PLAIN, isRandomised: true, symbols: [...run(4), END] }, 'run-cut'],
  [
    'randomised, table used more than once',
    { ...PLAIN, isRandomised: true, symbols: [...run(700_000), 2, 3, END] },
    null,
  ],
];
