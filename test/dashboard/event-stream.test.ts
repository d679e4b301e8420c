import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { EventStream, frame, STREAM_SETTINGS, type Told } from '../../src/dashboard/event-stream.js';
import type { SampleRow, StateMessage } from '../../src/dashboard/message.js';
import { EventParser, type ServerEvent } from '../../src/dashboard/page/event-parser.js';
import { listen } from '../listen.js';

/** No timer of its own: a test calls `tick`, and is the clock. */
const BY_HAND = { ...STREAM_SETTINGS, stepMs: 2 ** 30 };

const sampleAt = (seconds: number): SampleRow => [seconds, seconds * 10, 0, 0, 0, 0, 0, 0];

/** A job whose state is a number and as much text as is wanted, with a sample a step. */
class Story implements Told {
  readonly run = 'run-1';
  step = 1;
  made = 0;
  padding = '';

  state(): StateMessage {
    this.made += 1;
    const out = `${this.step}${this.padding}`;
    const { run } = this;
    return {
      run,
      version: '1',
      phase: 'running',
      out,
      mostThreads: 1,
      resumedShards: 0,
      figures: null,
      notes: [],
      ending: null,
    };
  }

  samples(seconds: number | null): ReturnType<Told['samples']> {
    const all = Array.from({ length: this.step }, (_, k) => sampleAt(k + 1));
    return {
      run: this.run,
      isWhole: seconds === null,
      samples: all.filter(([at]) => seconds === null || at > seconds),
    };
  }
}

interface Page {
  readonly socket: Socket;
  /** What the server writes to it with. */
  readonly response: ServerResponse;
  /** Fulfilled when it has so many events. */
  readonly has: (events: number) => Promise<readonly ServerEvent[]>;
  readonly text: () => string;
}

interface Stage {
  readonly story: Story;
  readonly stream: EventStream;
  readonly clock: { nowMs: number };
  /** Goes on by a second. */
  readonly tick: () => void;
  readonly open: (lastEventId?: string) => Promise<Page>;
}

async function stage(t: TestContext, settings = BY_HAND): Promise<Stage> {
  const clock = { nowMs: 0 };
  const story = new Story();
  const stream = new EventStream(story, settings, () => clock.nowMs);
  const responses: ServerResponse[] = [];
  const server: Server = createServer((request, response) => {
    const id = request.headers['last-event-id'];
    responses.push(response);
    if (!stream.add(response, typeof id === 'string' ? id : undefined)) response.writeHead(503).end();
    server.emit('answered');
  });
  const port = await listen(server);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    story,
    stream,
    clock,
    tick() {
      clock.nowMs += settings.stepMs;
      stream.tick();
    },
    async open(lastEventId) {
      const answered = once(server, 'answered');
      const socket = connect(port, '127.0.0.1');
      t.after(() => socket.destroy());
      const id = lastEventId === undefined ? '' : `last-event-id: ${lastEventId}\r\n`;
      // HTTP/1.0: no chunks between the events.
      socket.write(`GET / HTTP/1.0\r\n${id}\r\n`);
      await answered;
      const response = responses.at(-1);
      assert.ok(response !== undefined);
      return pageOf(socket, response);
    },
  };
}

function pageOf(socket: Socket, response: ServerResponse): Page {
  const parser = new EventParser();
  const events: ServerEvent[] = [];
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    events.push(...parser.push(part.replace(/^HTTP[^]*?\r\n\r\n/, '')));
    socket.emit('event');
  });
  return {
    socket,
    response,
    text: () => text,
    async has(count) {
      while (events.length < count) await once(socket, 'event');
      return events;
    },
  };
}

const dataOf = (event: ServerEvent | undefined): unknown => JSON.parse(event?.data ?? 'null');

test('frames an event as its standard says', () => {
  assert.equal(frame('state', { a: 'b\nc' }, 'r 5'), 'id: r 5\nevent: state\ndata: {"a":"b\\nc"}\n\n');
  assert.equal(frame('bye', {}), 'event: bye\ndata: {}\n\n');
});

test('begins with how long to wait, the state, and the whole run', async (t) => {
  const { open, story } = await stage(t);
  story.step = 3;
  const page = await open();
  const [state, samples] = await page.has(2);
  assert.match(
    page.text(),
    /^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream; charset=utf-8\r\ncache-control: no-store\r\n/,
  );
  assert.match(page.text(), /\r\n\r\nretry: 2000\n\nevent: state\ndata: .*\n\nid: run-1 3\nevent: samples\n/);
  assert.equal(state?.event, 'state');
  assert.deepEqual(dataOf(samples), { run: 'run-1', isWhole: true, samples: [sampleAt(1), sampleAt(2), sampleAt(3)] });
});

test('goes on with what is new, made once for all pages', async (t) => {
  const { open, story, tick } = await stage(t);
  const pages = [await open(), await open(), await open()];
  assert.equal(story.made, 1);
  story.step = 2;
  tick();
  for (const page of pages) {
    const [, , state, samples] = await page.has(4);
    assert.deepEqual([state?.event, samples?.event], ['state', 'samples']);
    assert.deepEqual(dataOf(samples), { run: 'run-1', isWhole: false, samples: [sampleAt(2)] });
  }
  assert.equal(story.made, 2);
});

test('makes nothing when nobody looks', async (t) => {
  const { open, story, stream, tick } = await stage(t);
  tick();
  assert.equal(story.made, 0);
  const page = await open();
  await page.has(2);
  page.socket.destroy();
  await once(page.response, 'close');
  const { made } = story;
  tick();
  assert.deepEqual([stream.size, story.made], [0, made]);
});

test('gives a page that comes back what it has missed', async (t) => {
  const { open, story } = await stage(t);
  story.step = 4;
  const page = await open('run-1 2');
  const [, samples] = await page.has(2);
  assert.deepEqual(dataOf(samples), { run: 'run-1', isWhole: false, samples: [sampleAt(3), sampleAt(4)] });
});

test('gives a page that comes from another run the whole of this', async (t) => {
  const { open, story } = await stage(t);
  story.step = 2;
  const page = await open('run-0 2');
  const [, samples] = await page.has(2);
  assert.deepEqual(dataOf(samples), { run: 'run-1', isWhole: true, samples: [sampleAt(1), sampleAt(2)] });
});

test('writes a comment where nothing has changed for a while', async (t) => {
  const { open, tick } = await stage(t);
  const page = await open();
  await page.has(2);
  tick();
  while (!page.text().includes(': still here\n\n')) await once(page.socket, 'event');
});

test('refuses more pages than it may have, and lets in another when one has gone', async (t) => {
  const { open, stream } = await stage(t, { ...BY_HAND, mostClients: 2 });
  const [first] = [await open(), await open()];
  const third = await open();
  assert.deepEqual([third.response.statusCode, stream.size], [503, 2]);
  first.socket.destroy();
  await once(first.response, 'close');
  assert.equal((await open()).response.statusCode, 200);
});

test('leaves out a page that takes nothing, whatever it waits for, and then gives it the newest', async (t) => {
  const { open, story, tick } = await stage(t, { ...BY_HAND, stuckMs: Infinity });
  story.padding = ' '.repeat(100_000);
  const slow = await open();
  const quick = await open();
  await slow.has(2);
  slow.socket.pause();
  // Until the system takes no more for it.
  while (!slow.response.writableNeedDrain) {
    story.step += 1;
    tick();
    await quick.has(2 * story.step);
  }
  const [waiting, step] = [slow.response.writableLength, story.step];
  for (let k = 0; k < 50; k += 1) {
    story.step += 1;
    tick();
    await quick.has(2 * story.step);
  }
  assert.ok(slow.response.writableLength <= waiting, `${slow.response.writableLength} bytes wait, ${waiting} before`);
  const drained = once(slow.response, 'drain');
  slow.socket.resume();
  await drained;
  story.step += 1;
  tick();
  const events = await slow.has(2 * step + 2);
  const last = events.findLast(({ event }) => event === 'samples');
  const missed = Array.from({ length: 51 }, (_, k) => sampleAt(step + 1 + k));
  assert.deepEqual(dataOf(last), { run: 'run-1', isWhole: false, samples: missed });
});

/** A page that takes nothing, when the system takes no more for it. */
async function stuckPage({ open, story, tick }: Stage): Promise<Page> {
  story.padding = ' '.repeat(100_000);
  const slow = await open();
  await slow.has(2);
  slow.socket.pause();
  while (!slow.response.writableNeedDrain) {
    story.step += 1;
    tick();
    await new Promise(setImmediate);
  }
  return slow;
}

test('lets go of a page that takes nothing for too long', async (t) => {
  const one = await stage(t, { ...BY_HAND, stuckMs: 0 });
  const slow = await stuckPage(one);
  const closed = once(slow.response, 'close');
  one.tick();
  await closed;
  assert.equal(one.stream.size, 0);
});

test('ends with the last state and a farewell', async (t) => {
  const { open, story, stream } = await stage(t);
  const page = await open();
  await page.has(2);
  story.step = 2;
  await stream.end();
  const events = await page.has(5);
  assert.deepEqual(
    events.map(({ event }) => event),
    ['state', 'samples', 'state', 'samples', 'bye'],
  );
  assert.match(events[2]?.data ?? '', /"out":"2"/);
  assert.equal(stream.size, 0);
});

test('does not wait for ever for a page that takes nothing', async (t) => {
  const one = await stage(t, { ...BY_HAND, farewellMs: 1 });
  const slow = await stuckPage(one);
  await one.stream.end();
  assert.ok(slow.response.destroyed);
});

test('looks once a second by a timer of its own, while a page is open', async (t) => {
  const { open, story, clock } = await stage(t, STREAM_SETTINGS);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const page = await open();
  await page.has(2);
  story.step = 2;
  clock.nowMs += 1000;
  t.mock.timers.tick(1000);
  const [, , , samples] = await page.has(4);
  assert.deepEqual(dataOf(samples), { run: 'run-1', isWhole: false, samples: [sampleAt(2)] });
});
