/** Fetches one wanted photo or video after the other to where it belongs, with retries; each ends with exactly one outcome. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseAllowedHosts } from '../core/allowed-hosts.js';
import { mediaSource, type MediaRecord, type MediaUrl } from '../core/media-source.js';
import { isPlaceholder } from '../core/media-url.js';
import type { MediaResult, Outcome } from '../core/outcome.js';
import { mediaPath } from '../core/output-path.js';
import type { MediaSettings } from '../core/protocol.js';
import { backoffMs } from '../core/retry.js';
import { attempt, isWeb, type Gear, type Verdict } from './attempt.js';
import { createClient } from './client.js';
import { SYSTEM_CLOCK, type Clock } from './clock.js';
import { findExisting } from './existing.js';
import { createFolderMaker } from './folders.js';
import { createGate } from './gate.js';
import { createLimiter } from './limiter.js';
import { createPacer } from './pacer.js';
import type { ReceivedFile } from './receive.js';
import { parseResolve } from '../core/resolve.js';

/** How a worker fetches; plain, so that it crosses threads. */
export interface MediaOptions extends Omit<MediaSettings, 'kinds'> {
  /** Absolute. */
  readonly outDir: string;
  /** Absolute; exists, on the same file system as `outDir`. */
  readonly tmpDir: string;
}

/** One file to fetch. */
export interface WantedMedia extends MediaRecord {
  readonly photoId: string;
}

export interface Fetcher {
  /**
   * Resolves with the one outcome, whatever the network, the server or the file at the URL does. It can be called any number of times at once.
   * Rejects with the system's error (`code`: `ENOSPC`, ...) when a local file cannot be read or written, and with the signal's reason when it aborts;
   * then there is no temporary file.
   */
  fetch(wanted: WantedMedia, signal: AbortSignal): Promise<MediaResult>;
  /** Drops what is in flight, and closes all connections. */
  close(): Promise<void>;
}

/** Files on disk that are checked at the same time. */
const CHECKS_AT_ONCE = 4;
const CONNECT_TIMEOUT_MS = 10_000;

/** What makes the next source worth asking; a host that is only slow, or asks for patience, is not given up for another. */
const FALLS_BACK: ReadonlySet<Outcome> = new Set(['gone', 'refused', 'blocked']);

/** @throws YfccError `usage` when a template in `from`, `resolve`, `allowHosts` or `userAgent` cannot be read */
export function createFetcher(options: MediaOptions, clock: Clock = SYSTEM_CLOCK): Fetcher {
  const { outDir, tmpDir, connections, deadlineMs, maxBytes } = options;
  const sources = options.from.map((from) => mediaSource(from, options.size));
  const pacer = createPacer(options.pacer, options.ratePerHost);
  const client = createClient({
    connectTimeoutMs: Math.min(CONNECT_TIMEOUT_MS, deadlineMs),
    userAgent: options.userAgent,
    resolve: parseResolve(options.resolve),
    allowPrivate: options.allowPrivate,
    allowHosts: parseAllowedHosts(options.allowHosts),
    proxies: options.proxies,
  });
  const gear: Gear = { client, limiter: createLimiter(connections, pacer, clock), clock, deadlineMs };
  const checks = createGate(CHECKS_AT_ONCE);
  const makeFolder = createFolderMaker();
  // Many workers share the folder, and an earlier run may have left names there.
  const tempPrefix = randomBytes(6).toString('hex');
  let tempFiles = 0;

  async function existing({ photoId, kind }: WantedMedia, signal: AbortSignal): ReturnType<typeof findExisting> {
    const leave = await checks.enter(signal);
    try {
      return await findExisting(outDir, photoId, kind, signal);
    } finally {
      leave();
    }
  }

  /** Tries until there is a file, a final answer, or no try left. */
  async function download({ photoId, kind }: WantedMedia, url: URL, signal: AbortSignal): Promise<[Verdict, number]> {
    for (let tries = 1; ; tries += 1) {
      tempFiles += 1;
      const tempPath = join(tmpDir, `${photoId}.${tempPrefix}.${tempFiles}`);
      const verdict = await attempt(url, { kind, maxBytes, tempPath }, gear, signal);
      if (verdict.outcome === 'ok') pacer.speedUp(verdict.host);
      if (verdict.outcome === 'throttled') pacer.slowDown(verdict.host, clock.nowMs());
      const waitMs = backoffMs(verdict.outcome, tries, clock.random());
      if (waitMs === null) return [verdict, tries];
      // Even without a try left: the host asked all of us to wait.
      if (verdict.retryAfterMs !== null) pacer.holdHost(verdict.host, clock.nowMs() + verdict.retryAfterMs);
      if (tries >= options.attempts) return [verdict, tries];
      // A held host lets the next try in when its time is over.
      if (verdict.retryAfterMs === null) await clock.sleep(waitMs, signal);
    }
  }

  /** Gives a received file its final name, and removes what it replaces. Answers its path below the output folder. */
  async function keep(photoId: string, file: ReceivedFile, damaged: readonly string[]): Promise<string> {
    const path = mediaPath(photoId, file.type);
    try {
      await makeFolder(dirname(join(outDir, path)));
      await rename(file.tempPath, join(outDir, path));
    } catch (error) {
      await unlink(file.tempPath);
      throw error;
    }
    for (const old of damaged) if (old !== path) await unlink(join(outDir, old));
    return path;
  }

  /** Asks one source. */
  async function ask(where: MediaUrl, wanted: WantedMedia, signal: AbortSignal): Promise<Asked> {
    if ('missing' in where) return { outcome: 'blocked', url: '', detail: `no ${where.missing} for the URL` };
    const asked = where.url;
    if (!URL.canParse(asked)) return { outcome: 'blocked', url: asked, detail: 'not a URL' };
    const url = new URL(asked);
    if (!isWeb(url)) return { outcome: 'blocked', url: asked, detail: `a URL of ${url.protocol}` };
    if (isPlaceholder(url)) return { outcome: 'gone', url: asked, detail: 'the URL of the placeholder picture' };
    const [{ outcome, status, detail, file }, attempts] = await download(wanted, url, signal);
    return { outcome, url: asked, status, detail, attempts, file };
  }

  /** The answer of the first source that is not without it, else of the last; tries count over all. */
  async function askAll(urls: readonly MediaUrl[], wanted: WantedMedia, signal: AbortSignal): Promise<Asked> {
    let last: Asked = { outcome: 'blocked', url: '', detail: 'no source has it' };
    let attempts = 0;
    for (const where of urls) {
      const answer = await ask(where, wanted, signal);
      // What can't even be asked tells nothing new of a file that another source has answered for.
      if (answer.attempts === undefined && attempts > 0) continue;
      attempts += answer.attempts ?? 0;
      last = { ...answer, attempts };
      if (!FALLS_BACK.has(answer.outcome)) break;
    }
    return last;
  }

  async function run(wanted: WantedMedia, signal: AbortSignal): Promise<MediaResult> {
    const startedMs = clock.nowMs();
    const result = (facts: Pick<MediaResult, 'outcome' | 'url'> & Partial<MediaResult>): MediaResult => {
      const milliseconds = Math.round(clock.nowMs() - startedMs);
      return { ...NOTHING, milliseconds, ...facts };
    };
    const urls = sources.flatMap((source) => source(wanted) ?? []);
    const { whole, damaged } = await existing(wanted, signal);
    if (whole !== null) {
      const [first] = urls;
      return result({ outcome: 'skipped', url: first !== undefined && 'url' in first ? first.url : '', ...whole });
    }
    const { file = null, ...answer } = await askAll(urls, wanted, signal);
    if (file === null) return result(answer);
    const path = await keep(wanted.photoId, file, damaged);
    const { bytes, sha256, type } = file;
    return result({ ...answer, path, bytes, sha256, type });
  }

  return {
    async fetch(wanted, signal) {
      // Each call listens to it, and there may be hundreds at once: to Node that looks like a leak.
      setMaxListeners(0, signal);
      try {
        return await run(wanted, signal);
      } catch (error) {
        // What else goes wrong while all is being stopped is not the news.
        throw signal.aborted ? signal.reason : error;
      }
    },
    close: () => client.close(),
  };
}

/** What a source answered. */
interface Asked
  extends Pick<MediaResult, 'outcome' | 'url'>, Partial<Pick<MediaResult, 'status' | 'detail' | 'attempts'>> {
  readonly file?: ReceivedFile | null;
}

/** A result with nothing in it. */
const NOTHING: Omit<MediaResult, 'outcome' | 'url' | 'milliseconds'> = {
  path: null,
  bytes: 0,
  sha256: null,
  type: null,
  status: null,
  attempts: 0,
  detail: null,
};
