import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuSecondsOf, peakBytesOf, residentBytesOf, usage } from '../../bench/usage.js';

const TAIL = 'R 1 42 42 0 -1 4194304 900 0 0 0 1250 34 0 0 20 0 11 0 123 456 789';

describe('usage', () => {
  const stats: readonly { readonly name: string; readonly stat: string; readonly expected: number | null }[] = [
    { name: 'a thread', stat: `42 (node) ${TAIL}`, expected: 12.84 },
    { name: 'a thread with a name that looks like fields', stat: `42 (a) b (c 7) ${TAIL}`, expected: 12.84 },
    { name: 'a line cut short', stat: '42 (node) R 1 42', expected: null },
    { name: 'nothing', stat: '', expected: null },
  ];
  for (const { name, stat, expected } of stats) {
    it(`reads the CPU seconds of ${name}`, () => {
      assert.equal(cpuSecondsOf(stat), expected);
    });
  }

  it('reads the peak memory among other lines', () => {
    assert.equal(peakBytesOf('VmPeak:\t  999 kB\nVmHWM:\t   1756 kB\nVmRSS:\t 12 kB\n'), 1756 * 1024);
    assert.equal(peakBytesOf('Name:\tnode\n'), null);
    assert.equal(residentBytesOf('VmHWM:\t   1756 kB\nVmRSS:\t 12 kB\n'), 12 * 1024);
    assert.equal(residentBytesOf('VmHWM:\t   1756 kB\n'), null);
  });

  it('tells of this process that it has used something', () => {
    const { cpuSeconds, mainCpuSeconds, peakBytes } = usage();
    assert.equal(cpuSeconds > 0, true);
    assert.equal(mainCpuSeconds === null || mainCpuSeconds > 0, true);
    assert.equal(peakBytes > 1_000_000, true);
  });
});
