import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createAnswerParser } from '../../src/media/answer-parser.js';
import { FetchFailure } from '../../src/media/fetch-failure.js';
import { startRaw } from './raw-server.js';

/** What an answer was told as, up to the connection's end. */
interface Told {
  heads: number[];
  body: string;
  /** `end`, `beyond`, or outcome and message of the failure. */
  end: string;
}

/** Feeds an answer in parts, then ends the connection; to a parser that has read `before` of an earlier answer. */
function tell(parts: readonly Buffer[], before: Buffer | null = null): Told {
  let told: Told = { heads: [], body: '', end: '' };
  const parser = createAnswerParser({
    onHead(head) {
      told.heads.push(head.status);
      return true;
    },
    onData(chunk) {
      assert(chunk.length > 0);
      told.body += Buffer.from(chunk).toString('latin1');
      return true;
    },
  });
  if (before !== null) {
    try {
      parser.feed(before);
    } catch (error) {
      assert(error instanceof FetchFailure);
    }
    told = { heads: [], body: '', end: '' };
    parser.restart();
  }
  try {
    for (const part of parts) if (parser.feed(part) === 'beyond') return { ...told, end: 'beyond' };
    parser.finish();
    return { ...told, end: 'end' };
  } catch (error) {
    assert(error instanceof FetchFailure);
    return { ...told, end: `${error.outcome}: ${error.message}` };
  }
}

const whole = (text: string): Told => tell([Buffer.from(text, 'latin1')]);

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;
const FULL = `${OK}content-length: 4\r\n\r\n`;
const LONG = 'x'.repeat(17_000);

/**
 * Answers, what their body is or why there is none, and whether node:http, whose parser is undici's too, takes them:
 * where it does and we do not, we are stricter.
 */
const ANSWERS: readonly (readonly [name: string, answer: string, body: string, end: RegExp, nodeTakes: boolean])[] = [
  ['a length', `${FULL}body`, 'body', /^end$/, true],
  ['no bytes', `${OK}content-length: 0\r\n\r\n`, '', /^end$/, true],
  ['the end of the connection', `${OK}\r\nbody`, 'body', /^end$/, true],
  ['chunks', `${CHUNKED}3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n`, 'body', /^end$/, true],
  [
    'sizes of either case and with zeros',
    `${CHUNKED}00a\r\n0123456789\r\nA\r\nabcdefghij\r\n000\r\n\r\n`,
    '0123456789abcdefghij',
    /^end$/,
    true,
  ],
  ['extensions of chunks', `${CHUNKED}4;a=b;c="d"\r\nbody\r\n0;e\r\n\r\n`, 'body', /^end$/, true],
  ['trailers', `${CHUNKED}4\r\nbody\r\n0\r\nx: 1\r\ny: 2\r\n\r\n`, 'body', /^end$/, true],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nbody', 'body', /^end$/, true],
  ['204 with a length', 'HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\n', '', /^end$/, true],
  ['304 with a length', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 4\r\n\r\n', '', /^end$/, true],
  [
    'a head before the last',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${FULL}body`,
    'body',
    /^end$/,
    true,
  ],
  ['equal lengths', `${OK}content-length: 4\r\ncontent-length: 4\r\n\r\nbody`, 'body', /^end$/, false],
  ['nothing', '', '', /^network: other side closed$/, false],
  ['half a head', OK, '', /^network: other side closed$/, false],
  ['a body cut short', `${FULL}bod`, 'bod', /^truncated: other side closed$/, false],
  ['no last chunk', `${CHUNKED}4\r\nbody\r\n`, 'body', /^truncated: other side closed$/, false],
  ['half a chunk', `${CHUNKED}5\r\nbody`, 'body', /^truncated: other side closed$/, false],
  ['no end of the trailers', `${CHUNKED}4\r\nbody\r\n0\r\n`, 'body', /^truncated: other side closed$/, false],
  ['another protocol', 'SSH-2.0-OpenSSH\r\n', '', /^network: a first line that is no status line/, false],
  ['HTTP/2', 'HTTP/2.0 200 OK\r\n\r\nbody', '', /^network: a first line/, true],
  ['an empty line first', `\r\n${FULL}body`, '', /^network: a first line/, true],
  [
    'lines without CR',
    'HTTP/1.1 200 OK\ncontent-length: 4\n\nbody',
    '',
    /^network: a head with a line that ends without CR$/,
    false,
  ],
  ['a bare CR', `${OK}x: a\rb\r\n\r\n`, '', /^network: a control character in the header x$/, false],
  ['a folded header', `${OK}x: a\r\n b\r\n\r\nbody`, '', /^network: a header line without a proper name$/, false],
  ['a blank before a colon', `${OK}content-length : 4\r\n\r\nbody`, '', /^network: a header line/, false],
  [
    'two lengths',
    `${OK}content-length: 4\r\ncontent-length: 5\r\n\r\nbody`,
    '',
    /^network: Content-Length: 4, 5$/,
    false,
  ],
  ['a length of words', `${OK}content-length: four\r\n\r\nbody`, '', /^network: Content-Length: four$/, false],
  [
    'a length and chunks',
    `${OK}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n`,
    '',
    /^network: both Content-Length and/,
    false,
  ],
  [
    'chunks in another coding',
    `${OK}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    '',
    /^network: Transfer-Encoding: gzip, chunked in HTTP\/1\.1$/,
    true,
  ],
  [
    'chunks in HTTP/1.0',
    'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    '',
    /^network: Transfer-Encoding: chunked in HTTP\/1\.0$/,
    true,
  ],
  [
    '101',
    'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    '',
    /^network: status 101, which was not asked for$/,
    false,
  ],
  ['a head that is too long', `${OK}x: ${LONG}\r\n\r\n`, '', /^network: a head of more than 16384 bytes$/, false],
  [
    'heads that are too long together',
    `${`HTTP/1.1 103 Hints\r\nx: ${'x'.repeat(1000)}\r\n\r\n`.repeat(17)}${FULL}body`,
    '',
    /^network: a head of more than 16384 bytes$/,
    true,
  ],
  ['no size of a chunk', `${CHUNKED}\r\nbody`, '', /^truncated: a chunk without a proper size$/, false],
  ['a size below zero', `${CHUNKED}-4\r\nbody`, '', /^truncated: a chunk without/, false],
  ['a size with 0x', `${CHUNKED}0x4\r\nbody\r\n0\r\n\r\n`, '', /^truncated: a chunk without/, false],
  ['a blank behind a size', `${CHUNKED}4 \r\nbody\r\n0\r\n\r\n`, '', /^truncated: a chunk without/, false],
  ['a size that is too large', `${CHUNKED}fffffffffffffff\r\nbody`, '', /^truncated: a chunk without/, false],
  [
    'a size without CR',
    `${CHUNKED}4\nbody\r\n0\r\n\r\n`,
    '',
    /^truncated: the size of a chunk with a line that ends without CR$/,
    false,
  ],
  [
    'a chunk longer than it says',
    `${CHUNKED}3\r\nbody\r\n0\r\n\r\n`,
    'bod',
    /^truncated: the end of a chunk of more than 2 bytes$/,
    false,
  ],
  [
    'a size that never ends',
    `${CHUNKED}${'0'.repeat(17_000)}`,
    '',
    /^truncated: the size of a chunk of more than 16384 bytes$/,
    false,
  ],
  [
    'long extensions',
    `${CHUNKED}${`1;${'x'.repeat(5000)}\r\ny\r\n`.repeat(4)}0\r\n\r\n`,
    'yyy',
    /^truncated: extensions of chunks of more than 16384 bytes$/,
    true,
  ],
  [
    'long trailers',
    `${CHUNKED}0\r\n${'x: 1234567890\r\n'.repeat(1200)}\r\n`,
    '',
    /^truncated: trailers of more than 16384 bytes$/,
    true,
  ],
  [
    'a trailer that is no header',
    `${CHUNKED}0\r\nx\r\n\r\n`,
    '',
    /^truncated: a header line without a proper name$/,
    false,
  ],
];

for (const [name, answer, body, end] of ANSWERS) {
  test(`tells of ${name}`, () => {
    const told = whole(answer);
    assert.equal(told.body, body);
    assert.match(told.end, end);
  });
}

test('says what comes behind an answer', () => {
  for (const answer of [`${FULL}body!`, `${CHUNKED}0\r\n\r\n!`, `${OK}content-length: 0\r\n\r\n!`]) {
    assert.equal(whole(answer).end, 'beyond');
  }
});

test('takes no answer that node:http refuses, and those it takes but we refuse are known', async () => {
  const server = await startRaw(({ head, socket }) => {
    const at = Number(/\d+/.exec(head)?.[0]);
    // The connection ends when Node has seen all of it.
    socket.end(Buffer.from(ANSWERS[at]?.[1] ?? '', 'latin1'));
  });
  const agent = new Agent({ keepAlive: false });
  const taken: string[] = [];
  for (const at of ANSWERS.keys()) {
    const text = await readByNode(`${server.origin}/${at}`, agent);
    if (text === null) continue;
    taken.push(ANSWERS[at]?.[0] ?? '');
    const told = whole(ANSWERS[at]?.[1] ?? '');
    if (told.end === 'end') assert.equal(told.body, text);
  }
  assert.deepEqual(
    taken,
    ANSWERS.filter(([, , , , nodeTakes]) => nodeTakes).map(([name]) => name),
  );
  await server.close();
});

/** The body; null when Node refuses the answer, or says that it is not whole. */
function readByNode(url: string, agent: Agent): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent, maxHeaderSize: 16 * 1024 }, (response) => {
      let text = '';
      response.setEncoding('latin1');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', () => resolve(null));
      response.on('close', () => resolve(response.complete ? text : null));
    });
    request.on('error', () => resolve(null));
    // Of a switch to another protocol nothing else is told.
    request.on('upgrade', () => resolve(null));
  });
}

test('stops when the head or the body is not wanted', () => {
  let chunks = 0;
  const parser = createAnswerParser({
    onHead: () => true,
    onData() {
      chunks += 1;
      return false;
    },
  });
  assert.equal(parser.feed(Buffer.from(`${CHUNKED}1\r\na\r\n1\r\nb\r\n0\r\n\r\n`)), 'stopped');
  assert.equal(chunks, 1);
  const headOnly = createAnswerParser({ onHead: () => false, onData: () => assert.fail() });
  assert.equal(headOnly.feed(Buffer.from(`${FULL}body`)), 'stopped');
});

test('lets what an event throws through as it is', () => {
  const bug = new Error('a bug');
  const throwIt = (): never => {
    throw bug;
  };
  const parser = createAnswerParser({ onHead: throwIt, onData: throwIt });
  assert.throws(() => parser.feed(Buffer.from(FULL)), bug);
});

/** Cuts bytes at arbitrary places. */
function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, at) => bytes.subarray(places[at] ?? 0, to));
}

const answerBytes = fc.oneof(
  fc.constantFrom(...ANSWERS.map(([, answer]) => answer).filter((answer) => answer.length < 10_000)),
  fc
    .array(
      fc.tuple(fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }), fc.constantFrom('', ';x', ';a="b"')),
      { maxLength: 5 },
    )
    .map(
      (chunks) =>
        CHUNKED +
        chunks.map(([text, more]) => `${text.length.toString(16)}${more}\r\n${text}\r\n`).join('') +
        '0\r\n\r\n',
    ),
  fc
    .string({ maxLength: 60, unit: 'binary-ascii' })
    .map((body) => `${OK}content-length: ${body.length}\r\n\r\n${body}`),
);
const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom('', '\r', '\n', '\0', ' ', ':', ';', '0', 'f', '\r\n')));

test('tells the same of an answer however it is cut, damaged or not', () => {
  fc.assert(
    fc.property(answerBytes, damage, fc.array(fc.nat(), { maxLength: 12 }), (answer, damaged, cuts) => {
      const at = damaged === null ? 0 : damaged[0] % (answer.length + 1);
      const text = damaged === null ? answer : answer.slice(0, at) + damaged[1] + answer.slice(at + 1);
      const bytes = Buffer.from(text, 'latin1');
      assert.deepEqual(tell(cutAt(bytes, cuts)), tell([bytes]));
      assert.deepEqual(tell(Array.from(bytes, (byte) => Buffer.from([byte]))), tell([bytes]));
    }),
    { numRuns: 500 },
  );
});

test('tells the same of an answer whatever it has read of another one before', () => {
  fc.assert(
    fc.property(answerBytes, answerBytes, fc.nat(), (answer, other, cut) => {
      const bytes = Buffer.from(answer, 'latin1');
      const before = Buffer.from(other, 'latin1').subarray(0, cut % (other.length + 1));
      assert.deepEqual(tell([bytes], before), tell([bytes]));
    }),
    { numRuns: 500 },
  );
});
