import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { casesFor, labelOf, STAGES, sweepFor } from '../../bench/cases.js';

describe('cases', () => {
  it('has every stage in the order of the report', () => {
    const stages = casesFor([1], 100).map(({ stage }) => stage);
    assert.deepEqual([...new Set(stages)], Object.keys(STAGES));
  });

  it('has the whole job of each input and format once for each number of threads', () => {
    const jobs = casesFor([1, 4], 100).filter(({ stage }) => stage === 'job');
    assert.deepEqual(
      jobs.map(({ input, format, threads }) => `${input} ${String(format)} ${String(threads)}`),
      [
        'text jsonl 1',
        'text jsonl 4',
        'text files 1',
        'text files 4',
        'bz2 jsonl 1',
        'bz2 jsonl 4',
        'bz2 files 1',
        'bz2 files 4',
      ],
    );
  });

  it('gives each case another name', () => {
    const labels = casesFor([1], 100).map(labelOf);
    assert.equal(new Set(labels).size, labels.length);
  });

  it('sweeps one job over threads and shards', () => {
    assert.deepEqual(
      sweepFor([1, 2], [10, 100]).map(({ threads, shardRows }) => [threads, shardRows]),
      [
        [1, 10],
        [1, 100],
        [2, 10],
        [2, 100],
      ],
    );
  });
});
