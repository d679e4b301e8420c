import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import sharp from 'sharp';
import { YfccError } from '../../src/core/errors.js';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.js';
import type { JobControl } from '../../src/jobs/job-view.js';
import { summaryOf } from '../cli/summary-of.js';
import { BUSY_START, busySnapshot, busyView } from '../dashboard/busy-job.js';
import { viewOf } from '../jobs/view-of.js';
import { listen } from '../listen.js';
import { accessFaults, browserPages, NO_BROWSER, reads, STRANGE_NAME } from './browser.js';
import { scratchFolder } from './scratch.js';

const SKIP = { skip: NO_BROWSER, timeout: 120_000 };
const open = browserPages();
const scratch = await scratchFolder('dashboard-page');
const picture = join(scratch, 'a.jpg');
const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#456' } })
  .jpeg()
  .toBuffer();
writeFileSync(picture, jpeg);
const NEWEST = [
  { photoId: '6985418911', file: picture, offset: 0, bytes: jpeg.length, type: 'jpg' },
  { photoId: '6985418912', file: join(scratch, 'gone.jpg'), offset: 0, bytes: 9, type: 'jpg' },
];

async function opened(t: TestContext, port = 0): Promise<Dashboard> {
  const summaryLines = (): string[] => ['Done: 10 records.', '  All in /out'];
  const dashboard = await openDashboard({ port, host: '127.0.0.1', summaryLines, onCommand() {} });
  t.after(() => dashboard.close());
  return dashboard;
}

const LOOKS = [390, 820, 1440].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => [width, scheme] as const),
);

/** Of states that differ from others in few words. */
const FEW_LOOKS = [
  [390, 'dark'],
  [1440, 'light'],
] as const;
const IN_FULL: ReadonlySet<string> = new Set(['running', 'failed', 'finished']);

const STATES: Readonly<Record<string, (dashboard: Dashboard) => void>> = {
  opening: ({ reporter }) => reporter.warn('odd'),
  'just begun': ({ reporter }) => reporter.start(BUSY_START, viewOf()),
  running({ reporter }) {
    reporter.start(BUSY_START, busyView({ newest: NEWEST }));
    reporter.warn('The disk is nearly full.');
    reporter.note?.('Going on.');
  },
  paused: ({ reporter }) => reporter.start(BUSY_START, busyView({ state: 'paused' })),
  'short of space': ({ reporter }) => reporter.start(BUSY_START, busyView({ state: 'short of space' })),
  failed({ reporter }) {
    reporter.start(BUSY_START, busyView());
    void reporter.fail(new YfccError('disk-full', 'Could not write /out: no space left on device.'));
  },
  finished({ reporter }) {
    reporter.start(BUSY_START, busyView());
    void reporter.end(summaryOf({}, { isOverLimit: true }));
  },
};

for (const [name, tell] of Object.entries(STATES)) {
  test(`is accessible while ${name}, narrow and wide, light and dark, and complains of nothing`, SKIP, async (t) => {
    const dashboard = await opened(t);
    tell(dashboard);
    const { page, complaints } = await open(dashboard.url);
    await reads(page, '#phase-text', /^(?!Connecting)/);
    if (name === 'running') await page.waitForSelector('#pictures img');
    if (name !== 'opening') await page.waitForSelector('#chart-busy svg');
    for (const [width, colorScheme] of IN_FULL.has(name) ? LOOKS : FEW_LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await accessFaults(page), [], `${width} ${colorScheme}`);
      // @ts-expect-error runs in the page
      const wide: number = await page.evaluate(() => globalThis.document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} pixels wide in ${width}`);
    }
    // The browser says so of the picture that is gone.
    assert.deepEqual(
      complaints.filter((text) => !text.includes('404 (Not Found)')),
      [],
    );
    await page.context().close();
  });
}

test('shows what there is of a job that looks at its sources', SKIP, async (t) => {
  const dashboard = await opened(t);
  STATES['opening']?.(dashboard);
  const { page } = await open(dashboard.url);
  await reads(page, '#phase-text', 'Looking at the sources');
  await reads(page, '#notes', /Warning\s+odd/);
  await reads(page, '#left', 'Time left unknown');
  assert.equal(await page.locator('#steer').isVisible(), false);
});

test('shows every part of a running job', SKIP, async (t) => {
  const dashboard = await opened(t);
  STATES['running']?.(dashboard);
  const { page } = await open(dashboard.url);
  for (const [selector, text] of [
    ['#phase-text', 'Running'],
    ['#out', '/data/yfcc/out'],
    ['#percent', '48.1'],
    ['#left', '58m 20s left'],
    ['#elapsed', '54m 00s so far, 481 shards done, behind 120 shards of earlier runs'],
    ['#tiles', /Rows\s+4,812,345\s*4,811,990 records/],
    ['#tiles', /Media\s+14,366\s*files\s*1,294 gone, 12 failed/],
    ['#hosts', /live\.staticflickr\.com\s+Answers\s+0\s+9\.4\s/],
    ['#hosts', /farm3\.staticflickr\.com\s+Does not answer/],
    ['#hosts', /mirror\.example\.org:8080\s+Asked to wait 34s/],
    ['#workers', /Worker 4\s+71%\s+shards 483, 486 at row 4,853,221/],
    ['#outcomes', /throttled\s+3\s+0\.0%\s+the host wants fewer requests/],
    ['#stages', /Wait for media\s+57%\s+1h 56m/],
    ['#sources', /places\s+unknown\s+unknown\s+s3:\/\/bucket\/places\.bz2/],
    ['#oddities', /places\s+0\s+14,210\s/],
    ['#notes', /Going on\.[^]*The disk is nearly full\./],
  ] as const)
    await reads(page, selector, text);
  for (const chart of ['rows', 'media', 'memory', 'busy']) {
    const drawing = page.locator(`#chart-${chart}`).getByRole('img');
    assert.match((await drawing.getAttribute('aria-description')) ?? '', / now, .* at most, over 53m 54s\.$/);
  }
  const images = page.locator('#pictures img');
  await images.first().waitFor();
  // The one that is gone is not there.
  assert.deepEqual(
    [await images.count(), await images.getAttribute('alt')],
    [1, `Photo 6985418911, ${jpeg.length} bytes`],
  );
  assert.equal(await page.title(), '48.1% Running - yfcc');
});

/** A control that notes what was done to it, and a promise of the next. */
function noted(): { readonly control: Partial<JobControl>; readonly done: unknown[][] } {
  const done: unknown[][] = [];
  const control: Partial<JobControl> = {
    mostThreads: 8,
    pause: () => void done.push(['pause']),
    goOn: () => void done.push(['go on']),
    setThreads(threads) {
      if (threads > 8) throw new YfccError('usage', 'Too many.');
      done.push(['threads', threads]);
    },
    setRate: (...rate) => done.push(['rate', ...rate]) > 0,
  };
  return { control, done };
}

test('steers by the keyboard, and says what came of it to who listens', SKIP, async (t) => {
  const dashboard = await opened(t);
  const { control, done } = noted();
  dashboard.reporter.start(BUSY_START, busyView({}, control));
  const { page } = await open(dashboard.url);
  await reads(page, '#phase-text', 'Running');
  await page.getByRole('spinbutton', { name: 'Threads' }).fill('3');
  await page.keyboard.press('Enter');
  await reads(page, '[role=status]#said', 'Done: Threads set to 3.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await reads(page, '#said', 'Done: Paused.');
  const rate = page.getByRole('spinbutton', { name: 'Requests a second to farm3.staticflickr.com; 0: no limit' });
  assert.equal(await rate.inputValue(), '2.5');
  await rate.fill('7.5');
  await page.keyboard.press('Enter');
  await reads(page, '#said', 'Done: Rate of farm3.staticflickr.com set to 7.5 requests a second.');
  await page.getByRole('button', { name: 'Clear the rate set for farm3.staticflickr.com' }).press('Space');
  await reads(page, '#said', 'Done: Rate of farm3.staticflickr.com as the options say.');
  assert.deepEqual(done, [
    ['threads', 3],
    ['pause'],
    ['rate', 'farm3.staticflickr.com', 7.5],
    ['rate', 'farm3.staticflickr.com', null],
  ]);
});

test('says that a command failed, in words', SKIP, async (t) => {
  const dashboard = await opened(t);
  const { control } = noted();
  dashboard.reporter.start(BUSY_START, busyView({}, { ...control, mostThreads: 9 }));
  const { page } = await open(dashboard.url);
  await page.getByRole('spinbutton', { name: 'Threads' }).fill('9');
  await page.keyboard.press('Enter');
  await reads(page, '#said', 'Not done: Too many.');
});

test('takes no focus, no half-typed number and no more words than it must when it changes', SKIP, async (t) => {
  const dashboard = await opened(t);
  let rows = 1000;
  const view = busyView();
  const snapshot = (): ReturnType<typeof busySnapshot> => {
    rows += 1000;
    const now = busySnapshot();
    return { ...now, progress: { ...now.progress, rows } };
  };
  dashboard.reporter.start(BUSY_START, { ...view, snapshot });
  const { page } = await open(dashboard.url);
  await reads(page, '#phase-text', 'Running');
  const rate = page.getByRole('spinbutton', { name: /to live\.staticflickr\.com/ });
  await rate.fill('12');
  const tiles = await page.locator('#tiles').innerText();
  await page.waitForFunction(
    // @ts-expect-error runs in the page
    (before) => globalThis.document.querySelector('#tiles').innerText !== before,
    tiles,
  );
  assert.equal(await rate.inputValue(), '12');
  assert.ok(await rate.evaluate((node) => node === node.ownerDocument.activeElement));
  assert.deepEqual([await page.locator('#announced').innerText(), await page.locator('#said').innerText()], ['', '']);
  // What changes every second is no live region, nor in one.
  assert.equal(await page.locator('main [aria-live], main [role=status], main [role=alert]').count(), 0);
});

test('takes the speed of a host anew when it finds another run', SKIP, async (t) => {
  const dashboard = await opened(t);
  let [elapsedSeconds, ok] = [3240, 4821];
  const snapshot = (): ReturnType<typeof busySnapshot> => {
    elapsedSeconds += 1;
    ok += 10;
    const now = busySnapshot();
    const hosts = now.hosts.slice(0, 1).map((host) => Object.assign({}, host, { outcomes: { ok } }));
    return { ...now, progress: { ...now.progress, elapsedSeconds }, hosts };
  };
  dashboard.reporter.start(BUSY_START, { ...busyView(), snapshot });
  const { page } = await open(dashboard.url);
  await reads(page, '#hosts', /live\.staticflickr\.com\s+Answers\s+10\s/);
  [elapsedSeconds, ok] = [0, 0];
  await reads(page, '#hosts', /live\.staticflickr\.com\s+Answers\s+0\s/);
  await reads(page, '#hosts', /live\.staticflickr\.com\s+Answers\s+10\s/);
});

test('shows in the field of a rate what is, again, when another has been sent', SKIP, async (t) => {
  const dashboard = await opened(t);
  let rateSet: number | null = 2.5;
  const control: Partial<JobControl> = {
    setRate(_host, perSecond) {
      rateSet = perSecond;
      return true;
    },
  };
  const snapshot = (): ReturnType<typeof busySnapshot> => {
    const now = busySnapshot();
    const hosts = now.hosts.map((host) => (host.host === 'farm3.staticflickr.com' ? { ...host, rateSet } : host));
    return { ...now, hosts };
  };
  dashboard.reporter.start(BUSY_START, { ...busyView({}, control), snapshot });
  const { page } = await open(dashboard.url);
  const rate = page.getByRole('spinbutton', { name: /to farm3\.staticflickr\.com/ });
  const shows = async (value: string): Promise<void> => {
    const field = await rate.elementHandle();
    await page.waitForFunction(({ field, value }) => field.value === value, { field, value });
  };
  await shows('2.5');
  await rate.fill('7.5');
  await rate.press('Enter');
  await reads(page, '#said', /set to 7\.5 requests a second\.$/);
  assert.equal(rateSet, 7.5);
  // By another page.
  rateSet = 4;
  await rate.blur();
  await shows('4');
  await page.getByRole('button', { name: 'Clear the rate set for farm3.staticflickr.com' }).press('Space');
  await reads(page, '#said', /as the options say\.$/);
  assert.equal(rateSet, null);
  rateSet = 3;
  await shows('3');
});

for (const [name, phase, text, advice] of [
  ['failed', 'Failed', 'Could not write /out: no space left on device.', /^Make room on the disk\./],
  ['finished', 'Finished', 'Done: 10 records.\n  All in /out', /over the limits that were set/],
] as const) {
  test(`shows how a job has ${name}, also when its process is gone`, SKIP, async (t) => {
    const dashboard = await opened(t);
    dashboard.reporter.start(BUSY_START, busyView());
    const { page } = await open(dashboard.url);
    await reads(page, '#phase-text', 'Running');
    STATES[name]?.(dashboard);
    await dashboard.close();
    await reads(page, '#phase-text', phase);
    await reads(page, '#ending-title', phase);
    assert.equal(await page.locator('#ending-lines').innerText(), text);
    assert.match(await page.locator('#ending-advice').innerText(), advice);
    await reads(page, '#link', 'The job has ended, and its server with it. This page keeps what it shows.');
    await reads(page, '#announced', 'The job has ended. This page keeps what it shows.');
    assert.equal(await page.locator('#steer').isVisible(), false);
    await reads(page, '#percent', '48.1');
  });
}

test('keeps the token over a reload, and out of the address', SKIP, async (t) => {
  const dashboard = await opened(t);
  const { control, done } = noted();
  dashboard.reporter.start(BUSY_START, busyView({}, control));
  const { page } = await open(dashboard.url);
  await reads(page, '#phase-text', 'Running');
  assert.equal(page.url(), new URL('/', dashboard.url).href);
  await page.reload();
  await page.getByRole('button', { name: 'Pause' }).click();
  await reads(page, '#said', 'Done: Paused.');
  assert.deepEqual(done, [['pause']]);
});

test('only shows where it was opened without the token', SKIP, async (t) => {
  const dashboard = await opened(t);
  dashboard.reporter.start(BUSY_START, busyView());
  const { page } = await open(new URL('/', dashboard.url).href);
  await reads(page, '#phase-text', 'Running');
  await reads(page, '#reading', /^Read only/);
  assert.equal(await page.locator('#steer').isVisible(), false);
  assert.equal(await page.locator('#hosts input').count(), 0);
});

test('counts down when the connection is lost, and finds it again', SKIP, async (t) => {
  const dashboard = await opened(t);
  dashboard.reporter.start(BUSY_START, busyView());
  const { page } = await open(dashboard.url);
  await reads(page, '#phase-text', 'Running');
  // From now on the line breaks at once.
  await page.route('**/events', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'retry: 60000\n\nevent: sta' }),
  );
  await page.reload();
  await reads(page, '#link-text', /^Connection lost\. .*Trying again in (2\d|30) s; what is shown is of before\.$/);
  await reads(page, '#link-text', /in 2[0-8] s/);
  await page.unroute('**/events');
  await page.getByRole('button', { name: 'Try now' }).press('Enter');
  await page.locator('#link').waitFor({ state: 'hidden' });
  await reads(page, '#phase-text', 'Running');
});

test('cannot be steered, read or shown by a page of another origin', SKIP, async (t) => {
  const dashboard = await opened(t);
  const { control, done } = noted();
  dashboard.reporter.start(BUSY_START, busyView({ newest: NEWEST }, control));
  const target = new URL('/', dashboard.url).origin;
  const token = new URL(dashboard.url).hash.replace('#token=', '');
  const evil = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>evil</title><iframe name="sink"></iframe>');
  });
  const port = await listen(evil);
  t.after(() => evil.close());
  // Another site for the browser, and another port of the same one.
  for (const host of ['localhost', '127.0.0.1']) {
    const { page } = await open(`http://${host}:${port}/`);
    const found = await page.evaluate(
      async ({ target, token }) => {
        const tried: Record<string, string> = {};
        const body = '{"command":"pause"}';
        const json = { 'content-type': 'application/json' };
        const attempts: Record<string, () => Promise<Response>> = {
          json: () => fetch(`${target}/command`, { method: 'POST', headers: json, body }),
          // Even one that knows the token.
          token: () =>
            fetch(`${target}/command`, {
              method: 'POST',
              headers: { ...json, authorization: `Bearer ${token}` },
              body,
            }),
          plain: () => fetch(`${target}/command`, { method: 'POST', body }),
          // Sent without leave, and not to be read.
          blind: () => fetch(`${target}/command`, { method: 'POST', mode: 'no-cors', body }),
          blindEvents: () => fetch(`${target}/events`, { mode: 'no-cors' }),
          events: () => fetch(`${target}/events`),
          page: () => fetch(`${target}/`),
        };
        for (const [name, attempt] of Object.entries(attempts))
          tried[name] = await attempt().then(
            (answer) => `answered ${answer.status}`,
            () => 'kept out',
          );
        return tried;
      },
      { target, token },
    );
    for (const [name, outcome] of Object.entries(found)) assert.equal(outcome, 'kept out', name);
    assert.equal(Object.keys(found).length, 7);
    const answered = page.waitForResponse((response) => response.url() === `${target}/command`);
    await page.evaluate((target) => {
      // @ts-expect-error runs in the page
      const { document } = globalThis;
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: `${target}/command`, enctype: 'text/plain', target: 'sink' });
      const input = document.createElement('input');
      Object.assign(input, { name: '{"command":"pause","x":"', value: '"}' });
      form.append(input);
      document.body.append(form);
      form.submit();
    }, target);
    assert.equal((await answered).status(), 403);
    // Neither a picture nor the page itself, in a frame, is to be seen there.
    const hasCome = await page.evaluate(
      (target) =>
        new Promise((resolve) => {
          // @ts-expect-error runs in the page
          const image = new globalThis.Image();
          Object.assign(image, {
            onload: () => resolve(true),
            onerror: () => resolve(false),
            src: `${target}/media/6985418911`,
          });
        }),
      target,
    );
    assert.equal(hasCome, false);
  }
  assert.deepEqual(done, []);
});

test('refuses a name that was made to lead to it', SKIP, async (t) => {
  const dashboard = await opened(t);
  dashboard.reporter.start(BUSY_START, busyView());
  const { port } = new URL(dashboard.url);
  const { page } = await open('about:blank');
  for (const path of ['', 'events', 'main.js']) {
    const answer = await page.goto(`http://${STRANGE_NAME}:${port}/${path}`);
    assert.equal(answer?.status(), 403);
    assert.equal(await answer.text(), 'Expected the Host header to name this server.\n');
  }
});
