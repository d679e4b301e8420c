import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { openDashboard } from '../../src/dashboard/dashboard.js';
import { snapshotOf, viewOf } from '../jobs/view-of.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('answers');
const file = join(scratch, 'a.jpg');
writeFileSync(file, 'JPEG');

const done: string[] = [];
const notes: string[] = [];
const newest = [{ photoId: '12', file, offset: 0, bytes: 4, type: 'jpg' }];
const dashboard = await openDashboard({
  port: 0,
  host: '127.0.0.1',
  summaryLines: () => [],
  onCommand: (text) => notes.push(text),
});
after(() => dashboard.close());
const view = viewOf({ snapshot: () => snapshotOf({ newest }), control: { pause: () => void done.push('pause') } });
dashboard.reporter.start({ out: '/out', threads: 2, resumedShards: 0 }, view);
const { origin, port, hash } = new URL(dashboard.url);
const TOKEN = hash.replace('#token=', '');

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** As a program asks: Node's own client sets only what it is told. */
async function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  await once(response, 'end');
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() };
}

const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const JSON_TYPE = { 'content-type': 'application/json' };
const COMMAND = { ...WITH_TOKEN, ...JSON_TYPE };

/** Opens the events, which no client of Node's gives whole, and gives them up again. */
async function lookAtEvents(): Promise<string> {
  const socket = connect(Number(port), '127.0.0.1');
  socket.setEncoding('utf8').write(`GET /events HTTP/1.0\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
  let text = '';
  while (!text.includes('event: samples')) text += String((await once(socket, 'data'))[0]);
  socket.destroy();
  return text;
}

test('sends headers that keep others out with every answer, also with those that refuse', async () => {
  for (const [method, path, status] of [
    ['GET', '/', 200],
    ['GET', '/nothing', 404],
    ['POST', '/command', 415],
    ['GET', '/media/13', 404],
  ] as const) {
    const { headers, status: came } = await ask(method, path, WITH_TOKEN);
    assert.equal(came, status, path);
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'self'; /);
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
    assert.deepEqual(
      ['x-content-type-options', 'referrer-policy', 'cross-origin-resource-policy', 'x-frame-options'].map(
        (name) => headers[name],
      ),
      ['nosniff', 'no-referrer', 'same-origin', 'DENY'],
    );
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

const REFUSED: readonly (readonly [string, string, string, Readonly<Record<string, string>>, number])[] = [
  ['another Host', 'GET', '/', { host: 'evil.example' }, 403],
  ['another Host, of data', 'GET', '/events', { host: `evil.example:${port}` }, 403],
  ['another Host, of a path that is not there', 'GET', '/nothing', { host: `evil.example:${port}` }, 403],
  ['another origin', 'POST', '/command', { ...COMMAND, origin: 'http://evil.example' }, 403],
  ['a form', 'POST', '/command', { ...WITH_TOKEN, 'content-type': 'text/plain' }, 415],
  ['no token', 'POST', '/command', JSON_TYPE, 401],
  ['the token in the path', 'POST', `/command?token=${TOKEN}`, JSON_TYPE, 401],
  [
    'a question of a browser before a command of another origin',
    'OPTIONS',
    '/command',
    { origin: 'http://evil.example' },
    405,
  ],
  ['a command by GET', 'GET', '/command', COMMAND, 405],
  ['a path out of the folder', 'GET', '/../package.json', {}, 404],
  ['a picture by its file', 'GET', `/media/${encodeURIComponent(file)}`, {}, 404],
  ['a picture by a path', 'GET', '/media/../media/12', {}, 404],
  ['a page file behind another', 'GET', '/style.css/x', {}, 404],
];

for (const [name, method, path, headers, status] of REFUSED) {
  test(`refuses with ${status} ${name}`, async () => {
    const answer = await ask(method, path, headers, '{"command":"pause"}');
    assert.equal(answer.status, status);
    assert.deepEqual([done, notes], [[], []]);
    if (status === 405) assert.equal(answer.headers['allow'], path === '/command' ? 'POST' : 'GET, HEAD');
  });
}

test('does a command, and tells of it', async () => {
  const { status, text } = await ask('POST', '/command', { ...COMMAND, origin }, '{"command":"pause"}');
  assert.deepEqual([status, text], [200, '{"isDone":true,"text":"Paused."}']);
  assert.deepEqual([done.splice(0), notes.splice(0)], [['pause'], ['Paused.']]);
});

test('says what is wrong with a command, and refuses one that is too long', async () => {
  const bad = await ask('POST', '/command', COMMAND, '{"command":"stop"}');
  assert.deepEqual([bad.status, bad.text.includes('to be one of pause, go on, threads, rate')], [422, true]);
  const long = await ask('POST', '/command', COMMAND, `{"command":"pause"${' '.repeat(5000)}}`);
  assert.equal(long.status, 413);
  assert.deepEqual([done, notes], [[], []]);
});

test('sends a file of the page once, as long as it is the same', async () => {
  const first = await ask('GET', '/style.css');
  const etag = String(first.headers['etag']);
  assert.deepEqual([first.status, first.headers['cache-control']], [200, 'no-cache']);
  const second = await ask('GET', '/style.css', { 'if-none-match': etag });
  assert.deepEqual([second.status, second.text], [304, '']);
  const head = await ask('HEAD', '/style.css');
  assert.deepEqual(
    [head.status, head.text, head.headers['content-length']],
    [200, '', first.headers['content-length']],
  );
});

test('sends events', async () => {
  assert.match(await lookAtEvents(), /retry: 2000\n\nevent: state\ndata: \{"run":".*"phase":"running","out":"\/out"/);
  assert.equal((await ask('HEAD', '/events')).status, 200);
});

test('sends a picture of the newest, as long as it is there', async () => {
  await lookAtEvents();
  const there = await ask('GET', '/media/12');
  assert.deepEqual(
    [there.status, there.text, there.headers['content-type'], there.headers['cache-control']],
    [200, 'JPEG', 'image/jpeg', 'no-store'],
  );
  rmSync(file);
  assert.equal((await ask('GET', '/media/12')).status, 404);
});
