import assert from 'node:assert/strict';
import test from 'node:test';
import type { HostState } from '../../src/jobs/job-view.js';
import { hostSections } from '../../src/report/host-sections.js';
import { snapshotOf } from '../jobs/view-of.js';
import { hostOf } from './run-reports.js';
import { textOf } from './text-of.js';

const of = (hosts: readonly HostState[]) => ({ samples: [], snapshot: snapshotOf({ hosts }) });

test('tells what became of media by host, the busiest first, and how fast each was, the slowest first', () => {
  const sections = hostSections(
    of([
      hostOf('slow.example', {
        outcomes: { ok: 8, timeout: 2 },
        bytes: 2e6,
        milliseconds: 30_000,
        rate: 2.5,
        maxConnections: 4,
        isDead: true,
        lastFailure: 'timeout: 30 s',
      }),
      hostOf('fast.example', { outcomes: { ok: 100 }, bytes: 1e6, milliseconds: 5000 }),
      hostOf('never-asked.example', { outcomes: {} }),
    ]),
  );
  const text = textOf(sections?.markup ?? '');
  assert.match(text, /Host ok timeout Size fast\.example 100 0 1\.0 MB slow\.example 8 2 2\.0 MB/);
  assert.match(
    text,
    /slow\.example 3 s 2\.5 4 does not answer timeout: 30 s fast\.example 0\.05 s no limit 16 answers/,
  );
  assert.doesNotMatch(text, /never-asked|busiest/);
});

test('says when a rate was set by hand', () => {
  assert.match(textOf(hostSections(of([hostOf('a', { rate: 5, rateSet: 5 })]))?.markup ?? ''), /5 \(set by hand\)/);
});

test('has the 30 busiest of many hosts, and says so', () => {
  const hosts = Array.from({ length: 40 }, (_, k) => hostOf(`host-${k}.example`, { outcomes: { ok: k + 1 } }));
  const text = textOf(hostSections(of(hosts))?.markup ?? '');
  assert.match(text, /the 30 busiest of 40 hosts/);
  assert.match(text, /host-39\.example/);
  assert.doesNotMatch(text, /host-9\.example/);
});

test('counts among many hosts only those that were asked', () => {
  const hosts = Array.from({ length: 40 }, (_, k) =>
    hostOf(`host-${k}.example`, { outcomes: k < 31 ? { ok: 1 } : {} }),
  );
  assert.match(textOf(hostSections(of(hosts))?.markup ?? ''), /the 30 busiest of 31 hosts/);
});

test('is nothing where no host was asked', () => assert.equal(hostSections(of([])), null));
