import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { flamePage } from '../../../src/profile/flame-page.js';
import { pageScripts } from '../../../src/profile/page-scripts.js';
import { foldProfile } from '../../../src/profile/profile-tree.js';
import { accessFaults, launchBrowser, NO_BROWSER } from '../../whole/browser.js';
import { scratchFolder } from '../../whole/scratch.js';
import { samplePage } from '../sample-page.js';
import { sampledProfile } from '../sampled.js';

const scratch = await scratchFolder('flame');
const file = join(scratch, 'flame.html');

interface Opened {
  readonly page: Page;
  /** What the page asked for or said that it should not have. */
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

let browser: Browser;

before(async () => {
  if (NO_BROWSER !== false) return;
  writeFileSync(file, flamePage({ ...samplePage(), scripts: await pageScripts() }));
  browser = await launchBrowser();
});
after(async () => {
  if (NO_BROWSER === false) await browser.close();
});

async function open(
  { width = 1000, scheme = 'light' }: { readonly width?: number; readonly scheme?: 'light' | 'dark' } = {},
  hash = '',
  of = file,
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (message) => faults.push(message.text()));
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith('file:')) return route.continue();
    faults.push(url);
    return route.abort();
  });
  await page.goto(`${pathToFileURL(of).href}${hash}`);
  return { page, faults, close: () => context.close() };
}

/** The bars, by their places in the graph, with the share of its width that each has. */
async function bars(page: Page): Promise<readonly string[]> {
  const found = await page.locator('g.frame').evaluateAll((frames) =>
    frames.map((frame) => {
      const rect = frame.querySelector('rect');
      const all = frame.closest('svg')?.clientWidth ?? 1;
      const [, y = '0'] = /,([\d.]+)\)/.exec(frame.getAttribute('transform') ?? '') ?? [];
      return { name: frame.getAttribute('name'), y: Number(y), width: Number(rect?.getAttribute('width')) / all };
    }),
  );
  return found
    .sort((a, b) => a.y - b.y || b.width - a.width)
    .map(({ name, y, width }) => `${y / 22} ${name} ${Math.round(100 * width)}%`);
}

/** The same, when all are where they go to: d3 notes on an element what moves it. */
async function drawn(page: Page): Promise<readonly string[]> {
  const isMoving = "[...document.querySelectorAll('#graph *')].some((one) => one.__transition !== undefined)";
  while (await page.evaluate<boolean>(isMoving)) await page.evaluate('new Promise(requestAnimationFrame)');
  return bars(page);
}

const ALL = ['0 all-workers 100%', '1 <shard> 93%', '1 (garbage collector) 7%', '2 decodeBlock 53%'];

describe("the flame graph's page", { skip: NO_BROWSER, timeout: 120_000 }, () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [360, 800, 1280]) {
      it(`passes the accessibility check, ${scheme} and ${width} pixels wide, without a network`, async () => {
        const { page, faults, close } = await open({ width, scheme });
        await drawn(page);
        assert.deepEqual(await accessFaults(page), []);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        assert.equal(overflow, 0);
        assert.deepEqual(faults, []);
        await close();
      });
    }
  }

  it('shows all workers first, and another thread when it is chosen, or in the address', async () => {
    const { page, faults, close } = await open();
    assert.deepEqual(await drawn(page), ALL);
    assert.deepEqual(await page.locator('.thread:visible').evaluateAll((all) => all.map(({ id }) => id)), [
      'all-workers',
    ]);
    await page.selectOption('#thread', 'main');
    assert.deepEqual(await drawn(page), ['0 main 100%', '1 run 100%']);
    assert.deepEqual(await page.locator('.thread:visible').evaluateAll((all) => all.map(({ id }) => id)), ['main']);
    await page.click('a[href="#worker-2"]');
    assert.equal(await page.inputValue('#thread'), 'worker-2');
    await close();
    const other = await open({}, '#worker-1');
    assert.equal(await other.page.inputValue('#thread'), 'worker-1');
    await other.close();
    assert.deepEqual(faults, []);
  });

  it('writes long times out, as its tables do', async () => {
    const long = join(scratch, 'long.html');
    const trees = Object.entries({ main: 1_234_000_000, 'worker-1': 999_700 }).map(([name, micros]) =>
      foldProfile(name, sampledProfile([['run a.js:1', micros]]), 'file:///'),
    );
    writeFileSync(long, flamePage({ ...samplePage(), trees, scripts: await pageScripts() }));
    const { page, close } = await open({}, '', long);
    assert.equal(await page.textContent('#details'), 'main: 1,234 s of work');
    await page.selectOption('#thread', 'worker-1');
    assert.equal(await page.textContent('#details'), 'worker-1: 1,000 ms of work');
    await close();
  });

  it('makes a bar that is clicked as wide as the graph, and shows the whole again', async () => {
    const { page, close } = await open();
    await drawn(page);
    await page.click('g.frame[name=decodeBlock]');
    const zoomed = await drawn(page);
    assert.deepEqual(zoomed, ['0 all-workers 100%', '1 <shard> 100%', '2 decodeBlock 100%']);
    const details = 'decodeBlock, src/wasm/bzip2/index.ts: 400 ms (53.3%), itself 400 ms (53.3%)';
    assert.equal(await page.textContent('#details'), details);
    await page.click('#whole');
    assert.deepEqual(await drawn(page), ALL);
    await close();
  });

  it('is used by the keyboard: one stop for Tab, arrows from bar to bar, Enter and Escape', async () => {
    const { page, close } = await open();
    await drawn(page);
    assert.equal(await page.locator('g.frame[tabindex="0"]').count(), 1);
    await page.focus('#whole');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
    assert.equal(await focused(), 'all-workers: 750 ms of work');
    await page.keyboard.press('ArrowDown');
    const shard = '<shard>, workers/shard.js:5: 700 ms (93.3%), itself 300 ms (40.0%)';
    assert.equal(await focused(), shard);
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), '(garbage collector): 50.0 ms (6.7%), itself 50.0 ms (6.7%)');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), shard);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await drawn(page);
    assert.match(await focused(), /^decodeBlock,/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    assert.deepEqual(await drawn(page), ALL);
    assert.equal(await focused(), shard);
    await close();
  });

  it('finds functions by name and file, in the graph and in the table', async () => {
    const { page, close } = await open();
    await drawn(page);
    await page.fill('#find', 'BZIP2');
    assert.equal(await page.textContent('#found'), '1 call found, with 53.3% of the work.');
    assert.deepEqual(await page.locator('g.match').evaluateAll((all) => all.map((one) => one.getAttribute('name'))), [
      'decodeBlock',
    ]);
    assert.deepEqual(
      await page
        .locator('.thread:visible .name')
        .allTextContents()
        .then(() => shownNames(page)),
      ['decodeBlock'],
    );
    await page.fill('#find', 'nothing such');
    assert.equal(await page.textContent('#none-found'), 'None of them has that in its name or file.');
    await page.fill('#find', '');
    assert.equal(await page.locator('g.match').count(), 0);
    assert.equal((await shownNames(page)).length, 3);
    await page.click('.thread:visible .name-button >> text=decodeBlock');
    assert.equal(await page.inputValue('#find'), 'decodeBlock');
    await close();
  });

  it('sorts its tables by either time', async () => {
    const { page, close } = await open();
    assert.deepEqual(await shownNames(page), ['decodeBlock', '<shard>', '(garbage collector)']);
    await page.click('.thread:visible th[data-column=total] button');
    assert.deepEqual(await shownNames(page), ['<shard>', 'decodeBlock', '(garbage collector)']);
    assert.equal(await page.getAttribute('.thread:visible th[data-column=total]', 'aria-sort'), 'descending');
    assert.equal(await page.getAttribute('.thread:visible th[data-column=self]', 'aria-sort'), 'none');
    await close();
  });
});

function shownNames(page: Page): Promise<string[]> {
  return page.locator('.thread:visible tbody tr:visible .name').allTextContents();
}
