import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Rates and short times, and whatever is said to take, to cost or to peak at so much: what somebody has measured. */
const MEASURED = new RegExp(
  [
    String.raw`\d (?:[MG]B/s|(?:rows|files|records)/s|[µun]s|ms)\b`,
    String.raw`\b(?:takes?|took|costs?|peaks?|peaked)\b[^.;|]{0,60}?\b\d[\d.,]* ?(?:s|seconds|minutes|hours|[kMG]B)\b`,
    String.raw`\b\d[\d.,]* ?(?:x|times) as (?:fast|long|much|slow)`,
  ].join('|'),
);

/** Sizes of what is worked on. */
const NO_FIGURES: ReadonlySet<string> = new Set(['  yargs takes longer to load than a file of 1 MB to decode.']);

/** A row of a table of options, which has settings. */
const isOption = (line: string): boolean => line.startsWith('| `--');

function figuresIn(text: string): readonly string[] {
  return text
    .replaceAll(/<!-- (\S+):begin -->.*?<!-- \1:end -->/gs, '')
    .split('\n')
    .filter((line) => MEASURED.test(line) && !isOption(line) && !NO_FIGURES.has(line));
}

test('has figures only in the blocks that are made of results, in README and docs', () => {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  for (const path of ['README.md', ...docs.map((name) => `docs/${name}`)])
    assert.deepEqual(figuresIn(readFileSync(join(ROOT, path), 'utf8')), [], `${path}: measure it by a suite of bench/`);
});

const FIGURES: readonly string[] = [
  'It decodes 190 MB/s on two threads.',
  'A row takes 45 µs.',
  '10,000 files of 100 KB from loopback take it 0.16 ms each.',
  'A job with 15,000,000 ids peaked at 318 MB.',
  'Our own is 3 times as fast.',
];
for (const figure of FIGURES) {
  test(`takes for a figure: ${figure}`, () => {
    assert.deepEqual(figuresIn(`a\n${figure}\nb`), [figure]);
    assert.deepEqual(figuresIn(`a\n<!-- bench:x:begin -->\n${figure}\n<!-- bench:x:end -->\nb`), []);
  });
}

test('takes limits, settings and versions for no figures', () => {
  const text =
    'At most 10 requests a second. A block of over 3 MiB is refused. Node 20.19. `--deadline` is 120 seconds.';
  assert.deepEqual(figuresIn(`${text}\n| \`--sink\` | \`delay=50\` takes 50 ms a shard longer |`), []);
});
