/** Looks at a page on disk in a real browser that has no network. */
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { accessFaults } from '../whole/browser.js';

export type Scheme = 'light' | 'dark';

/** What was seen of a page at one width. */
export interface Look {
  readonly width: number;
  /** What axe-core says is wrong. */
  readonly violations: readonly string[];
  /** Of the whole page: more than the width, and it scrolls to the side. */
  readonly contentWidth: number;
  /** URLs that were asked for, but the page's own. */
  readonly requests: readonly string[];
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  /** Pictures that were shown. */
  readonly plots: number;
}

const PLOTS = `[...document.querySelectorAll('svg[role=img]')].filter((svg) => svg.checkVisibility()).length`;

/** Opens a file, and looks at it in each width; what is folded is open in the first, since judging long tables takes long. */
export async function lookAt(
  browser: Browser,
  file: string,
  colorScheme: Scheme,
  widths: readonly number[],
): Promise<Look[]> {
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  const looks: Look[] = [];
  const context = await browser.newContext({ colorScheme, offline: true });
  try {
    const page = await context.newPage();
    page.on('request', (request) => {
      if (request.url() !== url) requests.push(request.url());
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    for (const [k, width] of widths.entries()) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(`document.querySelectorAll('details').forEach((part) => (part.open = ${k === 0}))`);
      looks.push({
        width,
        violations: await accessFaults(page),
        contentWidth: await page.evaluate<number>('document.documentElement.scrollWidth'),
        requests,
        complaints,
        plots: await page.evaluate<number>(PLOTS),
      });
    }
    return looks;
  } finally {
    await context.close();
  }
}
