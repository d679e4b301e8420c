/** Reads a manifest as a stranger would, without what two runs of one job may have otherwise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/core/outcome.js';
import type { OutputFile } from '../../src/core/protocol.js';

const TIMES: ReadonlySet<string> = new Set(['milliseconds', 'seconds', 'progress']);

/** A job's or a shard's line; of a shard's fields those that the tests look into. */
interface Line {
  readonly type: string;
  readonly shard?: number;
  readonly isLast?: boolean;
  readonly outputs?: readonly OutputFile[];
  readonly outcomes?: Readonly<Partial<Record<Outcome, number>>>;
}

/**
 * The manifest's lines, without times, and with media that were there already counted as those that came. Asserts that
 * it is sound: the job first, then shards 0, 1, 2, ... of which only the last one says that it is.
 */
export function soundManifest(out: string): readonly object[] {
  const text = readFileSync(join(out, 'manifest.jsonl'), 'utf8');
  assert.ok(text.endsWith('\n'), 'the last line of the manifest is whole');
  // A parse border: what else stands in a line is only compared.
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const [job, ...shards] = lines;
  assert.equal(job?.type, 'job');
  for (const [k, shard] of shards.entries()) {
    assert.equal(shard.type, 'shard');
    assert.equal(shard.shard, k);
    assert.equal(shard.isLast, k === shards.length - 1);
  }
  return lines.map(settled);
}

function settled(line: Line): object {
  const rest = Object.fromEntries(Object.entries(line).filter(([name]) => !TIMES.has(name)));
  if (line.outputs === undefined) return rest;
  const { ok = 0, skipped = 0, ...others } = line.outcomes ?? {};
  // The log of outcomes has milliseconds in it, so its checksum is another one each time.
  const outputs = line.outputs.map(({ path, ...whole }) =>
    path.startsWith('outcomes/') ? { path } : { path, ...whole },
  );
  return { ...rest, outputs, outcomes: { ...others, there: ok + skipped } };
}
