import assert from 'node:assert/strict';
import test from 'node:test';
import { parseHostRates, rateOf } from '../../src/core/host-rates.js';

const GIVEN = ['mirror.example=50', '*.slow.example=2.5/s', 'a.example:8080=7', 'live.staticflickr.com=0'];

const RATES = [
  ['farm1.staticflickr.com', 10],
  ['live.staticflickr.com', 0],
  ['multimedia-commons.s3.us-west-2.amazonaws.com', 0],
  ['mirror.example', 50],
  ['mirror.example:8080', 50],
  ['x.slow.example', 2.5],
  ['x.y.slow.example:81', 2.5],
  ['slow.example', 0],
  ['notslow.example', 0],
  ['a.example:8080', 7],
  ['a.example', 0],
] as const;

for (const [host, rate] of RATES) {
  test(`lets ${host} have ${rate || 'any number of'} requests a second`, () =>
    assert.equal(rateOf(parseHostRates(GIVEN, 10), host), rate));
}

test("takes a number alone for each of Flickr's hosts", () => {
  const rates = parseHostRates(['3', 'MIRROR.example=1'], 10);
  assert.deepEqual(rates, { flickr: 3, hosts: [{ host: 'mirror.example', perSecond: 1 }] });
  assert.equal(rateOf(rates, 'farm9.staticflickr.com'), 3);
});

for (const entry of ['', 'fast', 'a.example=', '=5', 'a.example=-1', '10001', 'a b=1', 'a=1/m', '1e3']) {
  test(`refuses ${JSON.stringify(entry)}`, () =>
    assert.throws(() => parseHostRates([entry], 10), {
      name: 'YfccError',
      code: 'usage',
      message: /^Expected --rate to be/,
    }));
}
