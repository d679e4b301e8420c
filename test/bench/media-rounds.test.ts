import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { mediaRounds, type MediaPeer } from '../../bench/media-rounds.js';

const scratch = mkdtempSync(join(tmpdir(), 'yfcc-media-rounds-'));
after(() => rmSync(scratch, { recursive: true }));
const outDir = join(scratch, 'out');

function peer(name: string, script: string, more: Partial<MediaPeer> = {}): MediaPeer {
  const args = ['-c', `echo ${name} >> '${scratch}/turns'; mkdir '${outDir}' && cd '${outDir}' && ${script}`];
  return { name, program: 'sh', args, files: 2, outDir, countedDir: outDir, container: 'files', ...more };
}

test('counts the pictures that each brings, in files or in tar files, and nothing else', () => {
  const outcomeOf = mediaRounds(
    [
      peer('files', 'printf 12345 > 1.jpg; mkdir below; printf 123 > below/2.jpg; printf 1 > 1.json'),
      peer('tar', 'printf 12345 > 1.jpg; printf 1 > 1.json; tar -cf 0.tar 1.jpg 1.json', { container: 'tar' }),
    ],
    2,
  );
  const received = (name: string): unknown => {
    const outcome = outcomeOf(name);
    return 'runs' in outcome ? outcome.runs.map(({ files, bytes }) => [files, bytes]) : outcome;
  };
  assert.deepEqual(received('files'), [
    [2, 8],
    [2, 8],
  ]);
  assert.deepEqual(received('tar'), [
    [1, 5],
    [1, 5],
  ]);
});

test('leaves out a peer that does not know its options, and says why', () => {
  const outcomeOf = mediaRounds([peer('new', 'echo "Unknown argument: new" >&2; exit 2')], 2);
  assert.deepEqual(outcomeOf('new'), { skipped: 'Unknown argument: new' });
});

test('throws when a peer brings nothing', () => {
  assert.throws(() => mediaRounds([peer('idle', 'echo why >&2; exit 1')], 1), /of idle, got none, exit code 1: why/);
});
