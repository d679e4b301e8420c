import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultyAnswer, goodAnswer, THROTTLE_PAGE, type Answer } from '../../../bench/media-server/answer.js';
import { FAULTS, type Fault } from '../../../bench/media-server/fault.js';

const FILE = { contentType: 'image/jpeg', parts: [Buffer.from('ab'), Buffer.from('cdefg')], bytes: 7 };
const FACTS = { unavailableUrl: 'http://host/pw/images/en-us/photo_unavailable.png', retryAfterSeconds: 7 };

/** What shows of an answer: status, announced length (null for none), sent length, ending. */
function shape({ status, headers, parts, ending }: Answer): readonly unknown[] {
  return [status, headers['Content-Length'] ?? null, Buffer.concat(parts).length, ending];
}

describe('faultyAnswer', () => {
  const shapes: Readonly<Record<Fault, readonly unknown[]>> = {
    'not-found': [404, 10, 10, 'whole'],
    gone: [410, 5, 5, 'whole'],
    placeholder: [302, 6, 6, 'whole'],
    throttled: [429, 18, 18, 'whole'],
    'html-429': [429, 117, 117, 'whole'],
    'html-200': [200, 117, 117, 'whole'],
    'server-error': [500, 22, 22, 'whole'],
    reset: [200, 7, 3, 'reset'],
    'truncated-length': [200, 7, 3, 'cut'],
    'truncated-chunked': [200, null, 3, 'whole'],
    drip: [200, 7, 7, 'drip'],
    'wrong-type': [200, 53, 53, 'whole'],
    empty: [200, 0, 0, 'whole'],
  };
  for (const fault of FAULTS) {
    it(`says status, lengths and ending of ${fault}`, () => {
      assert.deepEqual(shape(faultyAnswer(fault, FILE, FACTS)), shapes[fault]);
    });
  }

  it('takes the first half over the borders of the parts', () => {
    assert.deepEqual(Buffer.concat(faultyAnswer('reset', FILE, FACTS).parts).toString(), 'abc');
  });

  it('asks to wait only when throttled, and sends elsewhere only for the placeholder', () => {
    assert.equal(faultyAnswer('throttled', FILE, FACTS).headers['Retry-After'], 7);
    assert.equal(faultyAnswer('html-429', FILE, FACTS).headers['Retry-After'], undefined);
    assert.equal(faultyAnswer('placeholder', FILE, FACTS).headers['Location'], FACTS.unavailableUrl);
  });

  it('announces the wrong type as the right one', () => {
    assert.equal(faultyAnswer('wrong-type', FILE, FACTS).headers['Content-Type'], 'image/jpeg');
  });
});

describe('goodAnswer', () => {
  it('gives the parts as they are, without a copy', () => {
    assert.equal(goodAnswer(FILE).parts, FILE.parts);
    assert.deepEqual(shape(goodAnswer(FILE)), [200, 7, 7, 'whole']);
  });
});

describe('THROTTLE_PAGE', () => {
  it('has 117 bytes', () => {
    assert.equal(THROTTLE_PAGE.length, 117);
  });
});
