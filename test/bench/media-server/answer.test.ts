import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  faultyAnswer,
  goodAnswer,
  THROTTLE_PAGE,
  type Answer,
  type AnswerFacts,
} from '../../../bench/media-server/answer.js';
import { FAULTS, type Fault } from '../../../bench/media-server/fault.js';

const FILE = { contentType: 'image/jpeg', parts: [Buffer.from('ab'), Buffer.from('cdefg')], bytes: 7 };
const PNG = { contentType: 'image/png', parts: [Buffer.from('grey')], bytes: 4 };
const MP4 = { contentType: 'video/mp4', parts: [Buffer.from('moves')], bytes: 5 };
const FACTS: AnswerFacts = {
  unavailableUrl: 'http://host/pw/images/en-us/photo_unavailable.png',
  unavailable: PNG,
  otherKind: MP4,
  ownUrl: 'http://host/1.jpg',
  privateUrl: 'http://10.0.0.1/',
  retryAfterSeconds: 7,
};

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
    'placeholder-served': [200, 4, 4, 'whole'],
    forbidden: [403, 10, 10, 'whole'],
    busy: [503, 20, 20, 'whole'],
    'opted-out': [200, 7, 7, 'whole'],
    'wrong-kind': [200, 5, 5, 'whole'],
    'too-large': [200, 2 ** 40, 7, 'cut'],
    endless: [200, null, 7, 'endless'],
    closed: [0, null, 0, 'closed'],
    garbage: [0, null, 21, 'raw'],
    'redirect-loop': [302, 6, 6, 'whole'],
    'redirect-private': [302, 6, 6, 'whole'],
    'slow-head': [200, 7, 7, 'late'],
  };
  for (const fault of FAULTS) {
    it(`says status, lengths and ending of ${fault}`, () => {
      assert.deepEqual(shape(faultyAnswer(fault, FILE, FACTS)), shapes[fault]);
    });
  }

  it('takes the first half over the borders of the parts', () => {
    assert.deepEqual(Buffer.concat(faultyAnswer('reset', FILE, FACTS).parts).toString(), 'abc');
  });

  /** The faults that have a header, each with its value. */
  const withHeader = (name: string): readonly (readonly [Fault, string | number])[] =>
    FAULTS.flatMap((fault) => {
      const value = faultyAnswer(fault, FILE, FACTS).headers[name];
      return value === undefined ? [] : [[fault, value]];
    });

  it('asks to wait only when throttled or busy', () => {
    assert.deepEqual(withHeader('Retry-After'), [
      ['throttled', 7],
      ['busy', 7],
    ]);
  });

  it('sends elsewhere: to the placeholder, to itself, and where nobody should go', () => {
    assert.deepEqual(withHeader('Location'), [
      ['placeholder', FACTS.unavailableUrl],
      ['redirect-loop', FACTS.ownUrl],
      ['redirect-private', FACTS.privateUrl],
    ]);
  });

  it('asks not to be collected only when opted out', () => {
    assert.deepEqual(withHeader('X-Robots-Tag'), [['opted-out', 'noai']]);
  });

  it('announces the wrong type and the wrong kind as the right one, and the placeholder as what it is', () => {
    for (const fault of ['wrong-type', 'wrong-kind'] as const)
      assert.equal(faultyAnswer(fault, FILE, FACTS).headers['Content-Type'], 'image/jpeg');
    assert.equal(faultyAnswer('wrong-kind', FILE, FACTS).parts, MP4.parts);
    assert.equal(faultyAnswer('placeholder-served', FILE, FACTS).headers['Content-Type'], 'image/png');
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
