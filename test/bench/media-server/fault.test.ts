import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAULTS, isFault, isTransient, plannedFault, type FaultPlan } from '../../../bench/media-server/fault.js';

const PATHS = Array.from({ length: 4000 }, (_, index) => `/7205/${6985418911 + index}_df7747990d.jpg`);

function plan(changes: Partial<FaultPlan>): FaultPlan {
  return { seed: 1, faultRate: 0, faults: FAULTS, faultFor: () => null, ...changes };
}

function faultsOf(paths: readonly string[], changes: Partial<FaultPlan>): (string | null)[] {
  return paths.map((path) => plannedFault(path, 'host', plan(changes)));
}

describe('plannedFault', () => {
  it('gives no path a fault at rate 0 and each path one at rate 1', () => {
    assert.equal(faultsOf(PATHS, { faultRate: 0 }).filter((fault) => fault !== null).length, 0);
    assert.equal(faultsOf(PATHS, { faultRate: 1 }).filter((fault) => fault !== null).length, PATHS.length);
  });

  it('gives the share of paths a fault that the rate says', () => {
    const share = faultsOf(PATHS, { faultRate: 0.2 }).filter((fault) => fault !== null).length / PATHS.length;
    assert.equal(Math.abs(share - 0.2) < 0.02, true, String(share));
  });

  it('spreads the faults evenly', () => {
    const faults = faultsOf(PATHS, { faultRate: 1, faults: ['gone', 'empty', 'reset', 'drip'] });
    for (const name of ['gone', 'empty', 'reset', 'drip']) {
      const share = faults.filter((fault) => fault === name).length / PATHS.length;
      assert.equal(Math.abs(share - 0.25) < 0.03, true, `${name}: ${share}`);
    }
  });

  it('keeps the fault of each path when the rate grows', () => {
    const few = faultsOf(PATHS, { faultRate: 0.1 });
    const many = faultsOf(PATHS, { faultRate: 0.5 });
    const kept = few.filter((fault, index) => fault === null || fault === many[index]);
    assert.equal(kept.length, PATHS.length);
  });

  it('chooses other paths for another seed', () => {
    assert.notDeepEqual(faultsOf(PATHS, { faultRate: 0.2 }), faultsOf(PATHS, { faultRate: 0.2, seed: 2 }));
  });

  it('asks for the fault of a path on its host', () => {
    const rules = plan({ faultFor: (path, host) => (host === 'slow:80' && path === '/a.jpg' ? 'drip' : null) });
    assert.equal(plannedFault('/a.jpg', 'slow:80', rules), 'drip');
    assert.equal(plannedFault('/a.jpg', 'fast:80', rules), null);
  });

  it('lets the fault by path go before the rate, and the rate decide where there is none', () => {
    const rules = plan({ faultRate: 1, faults: ['gone'], faultFor: (path) => (path === '/a.jpg' ? 'drip' : null) });
    assert.equal(plannedFault('/a.jpg', 'host', rules), 'drip');
    assert.equal(plannedFault('/b.jpg', 'host', rules), 'gone');
  });
});

describe('isTransient', () => {
  it('is true of what passes by itself only', () => {
    assert.deepEqual(
      FAULTS.filter((fault) => !isTransient(fault)),
      ['not-found', 'gone', 'placeholder', 'drip', 'wrong-type', 'empty', 'placeholder-served', 'forbidden'].concat([
        'opted-out',
        'wrong-kind',
        'too-large',
        'endless',
        'redirect-loop',
        'redirect-private',
        'slow-head',
      ]),
    );
  });
});

describe('isFault', () => {
  it('knows each name of the list and no other', () => {
    assert.equal(FAULTS.every(isFault), true);
    assert.equal(isFault('toString'), false);
  });
});
