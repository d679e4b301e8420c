import assert from 'node:assert/strict';
import test from 'node:test';
import { scriptJson, share, time } from '../../src/profile/page-text.js';

test('has no text of a profile end its script', () => {
  const json = scriptJson({ name: '</script><!--' });
  assert.equal(json.includes('<'), false);
  assert.deepEqual(JSON.parse(json), { name: '</script><!--' });
});

test('shows times with three digits, or whole', () => {
  assert.deepEqual([0, 999, 45_600, 999_400, 1e6, 12_345_678, 3_600_000_000].map(time), [
    '0.00 ms',
    '0.999 ms',
    '45.6 ms',
    '999 ms',
    '1.00 s',
    '12.3 s',
    '3,600 s',
  ]);
});

test('shows a share of nothing as nothing', () => {
  assert.deepEqual([share(1, 3), share(3, 3), share(0, 0)], ['33.3%', '100.0%', '0.0%']);
});
