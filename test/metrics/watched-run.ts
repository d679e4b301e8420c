/** Jobs that fetch media from this machine, and what is scraped of them on the way. */
import { run } from '../../src/jobs/run.js';
import type { RunSummary } from '../../src/jobs/reporter.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import { startLoopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { readExposition, type Exposition } from './exposition.js';

export interface WatchedRun {
  readonly summary: RunSummary;
  /** In their order; the last when all was done. */
  readonly scrapes: readonly Exposition[];
}

export interface ScrapedMedia {
  readonly origin: string;
  /** Runs a job and scrapes it when it begins, at every tenth request for media, and at its end. */
  readonly watch: (options: RunOptions) => Promise<WatchedRun>;
  readonly close: () => Promise<void>;
}

/** Serves a photo at `/{photo_id}`, or the status that is given for it. */
export async function startScrapedMedia(statuses: ReadonlyMap<string, number>): Promise<ScrapedMedia> {
  let onRequest: () => void = () => {};
  const server = await startLoopback(({ url = '' }, response) => {
    onRequest();
    const status = statuses.get(url.slice(1)) ?? 200;
    response.writeHead(status).end(status === 200 ? jpeg() : '');
  });
  return {
    origin: server.origin,
    close: () => server.close(),
    async watch(options) {
      const metrics = await openMetrics({ host: '127.0.0.1', port: 0 });
      const scrape = async (): Promise<string> => (await fetch(metrics.url)).text();
      const texts = [scrape()];
      let requests = 0;
      onRequest = () => {
        requests += 1;
        if (requests % 10 === 1) texts.push(scrape());
      };
      try {
        const summary = await run(options, { reporter: metrics.reporter });
        let last = '';
        // Who asks in quick succession gets the same text again.
        while (!last.includes('yfcc_job_state{state="done"} 1')) last = await scrape();
        const all = [...(await Promise.all(texts)), last];
        return { summary, scrapes: all.map((text) => readExposition(text)) };
      } finally {
        onRequest = () => {};
        await metrics.close();
      }
    },
  };
}
