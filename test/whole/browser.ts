/** A real Chromium, which finds no network but this machine's. */
import assert from 'node:assert/strict';
import { accessSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A name that leads here, as one of a stranger's may be made to. */
export const STRANGE_NAME = 'rebound.example';
const ARGS = ['--no-sandbox', `--host-resolver-rules=MAP ${STRANGE_NAME} 127.0.0.1`];
const HERE: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', STRANGE_NAME]);

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

const program = PATHS.find(isThere);

/** Why tests with a browser are skipped; false when there is one. */
export const NO_BROWSER: string | false = program === undefined ? 'chromium is not installed' : false;

export interface Opened {
  readonly page: Page;
  /** What the page has complained of so far, and what it wanted from elsewhere. */
  readonly complaints: readonly string[];
}

/** Only where there is one: see `NO_BROWSER`. */
export function launchBrowser(): Promise<Browser> {
  assert.ok(program !== undefined);
  return chromium.launch({ executablePath: program, args: ARGS });
}

/** Opens pages in one browser, for the tests of the calling file. */
export function browserPages(): (url: string, options?: BrowserContextOptions) => Promise<Opened> {
  let browser: Browser | null = null;
  before(async () => {
    if (NO_BROWSER === false) browser = await launchBrowser();
  });
  after(() => browser?.close());
  return async (url, options = {}) => {
    assert.ok(browser !== null);
    const context = await browser.newContext(options);
    const complaints: string[] = [];
    await context.route('**', async (route) => {
      const { hostname } = new URL(route.request().url());
      if (HERE.has(hostname)) return route.continue();
      complaints.push(`asked for ${route.request().url()}`);
      return route.abort();
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return { page, complaints };
  };
}

/** Waits until an element reads so. */
export async function reads(page: Page, selector: string, text: string | RegExp): Promise<void> {
  const pattern = typeof text === 'string' ? text : text.source;
  const isPattern = typeof text !== 'string';
  await page.waitForFunction(
    ({ selector, pattern, isPattern }) => {
      // @ts-expect-error runs in the page
      const found: string = globalThis.document.querySelector(selector)?.innerText ?? '';
      return isPattern ? new RegExp(pattern).test(found) : found.trim() === pattern;
    },
    { selector, pattern, isPattern },
  );
}

const AXE = new URL(import.meta.resolve('axe-core/axe.min.js'));

/** What axe-core finds wrong with the page as it is, each with its place. */
export async function accessFaults(page: Page): Promise<string[]> {
  // By the debugger: the page's own policy lets no such script in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    // @ts-expect-error the script above has made it
    const results = await globalThis.axe.run(globalThis.document, { resultTypes: ['violations'] });
    return results.violations.flatMap(
      ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
