/** Fetches one wanted photo or video after the other to where it belongs, with retries; each ends with exactly one outcome. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { parseAllowedHosts } from '../core/allowed-hosts.js';
import type { ImageFacts } from '../core/image.js';
import type { MediaUrl } from '../core/media-source.js';
import { isPlaceholder } from '../core/media-url.js';
import type { MediaResult, Outcome } from '../core/outcome.js';
import { isPaused, whenGoingOn } from '../core/pause-flag.js';
import type { MediaSettings } from '../core/protocol.js';
import { parseResolve } from '../core/resolve.js';
import { backoffMs } from '../core/retry.js';
import { attempt, isWeb, type Gear, type Verdict } from './attempt.js';
import { createBodyBuffers } from './body-buffers.js';
import { createBreaker } from './breaker.js';
import { createClient } from './client.js';
import { SYSTEM_CLOCK, type Clock } from './clock.js';
import { createConnections } from './connections.js';
import type { ExistingFile } from './existing.js';
import { createGate } from './gate.js';
import { createHostSlots } from './host-slots.js';
import { createLimiter } from './limiter.js';
import type { MediaKind } from './media-type.js';
import { createPacer } from './pacer.js';
import { makePicture, pictureFacts } from './picture.js';
import type { ReceivedFile } from './receive.js';
import type { KeptFile, MediaStore, SavedMedia } from './store.js';
import { createWatch } from './watch.js';
import type { WantedMedia } from './wanted.js';

/** How a worker fetches; plain, so that it crosses threads. */
export interface MediaOptions extends Omit<MediaSettings, 'kinds'> {
  /** Absolute; exists, on the same file system as the output. */
  readonly tmpDir: string;
  /** See `core/pause-flag.ts`. */
  readonly pauseFlag: SharedArrayBuffer;
}

/** Resolves when the file that came may be worked on; call what it gives when it is kept. */
export type EnterWork = () => Promise<() => void>;

export interface Fetcher {
  /**
   * Resolves with the one outcome, whatever the network, the server or the file at the URL does. It can be called any number of times at once.
   * Rejects with the system's error (`code`: `ENOSPC`, ...) when a local file cannot be read or written, and with the signal's reason when it aborts;
   * then there is no temporary file.
   */
  fetch(wanted: WantedMedia, store: MediaStore, signal: AbortSignal, enter?: EnterWork | null): Promise<SavedMedia>;
  /** Drops what is in flight and closes all connections. */
  close(): Promise<void>;
}

/** Pictures that a worker has in hand: more than the threads of Node that work on them. */
const PICTURES_AT_ONCE = 8;
const CONNECT_TIMEOUT_MS = 10_000;

/** What makes the next source worth asking; a host that is only slow, or asks for patience, is not given up for another. */
const FALLS_BACK: ReadonlySet<Outcome> = new Set(['gone', 'refused', 'blocked']);

/** @throws YfccError `usage` when `resolve`, `allowHosts` or `userAgent` cannot be read */
export function createFetcher(options: MediaOptions, clock: Clock = SYSTEM_CLOCK): Fetcher {
  const { maxBytes } = options;
  const placeholders = new Set(options.placeholders);
  const gear = createGear(options, clock);
  const { pacer } = gear;
  // Many workers share the folder, and an earlier run may have left names there.
  const tempPrefix = randomBytes(6).toString('hex');
  let tempFiles = 0;

  /** Tries until there is a file, a final answer, or no try left. */
  async function download(kind: MediaKind, url: URL, signal: AbortSignal): Promise<[Verdict, number]> {
    let last: Verdict | null = null;
    for (let tries = 1; ; tries += 1) {
      // What is under way may be kept, but nothing more is fetched while there is no room for it.
      if (isPaused(options.pauseFlag)) await whenGoingOn(options.pauseFlag, (ms) => clock.sleep(ms, signal));
      tempFiles += 1;
      const tempPath = join(options.tmpDir, `${tempPrefix}.${tempFiles}`);
      const verdict = await attempt(url, { kind, maxBytes, placeholders, tempPath }, gear, signal);
      // What it came to before its host was given up says more.
      if (verdict.isPutOff) return [{ ...(last ?? verdict), isPutOff: true }, tries - 1];
      last = verdict;
      const asksForLess = verdict.outcome === 'throttled' || verdict.status === 503;
      if (verdict.outcome === 'ok') pacer.speedUp(verdict.host, clock.nowMs());
      if (asksForLess) pacer.slowDown(verdict.host, clock.nowMs(), verdict.retryAfterMs ?? 0);
      const waitMs = backoffMs(verdict.outcome, tries, clock.random());
      if (waitMs === null) return [verdict, tries];
      // Even without a try left: the host asked all of us to wait.
      if (verdict.retryAfterMs !== null) pacer.holdHost(verdict.host, clock.nowMs() + verdict.retryAfterMs);
      if (tries >= options.attempts) return [verdict, tries];
      // A held host lets the next try in when its time is over.
      if (verdict.retryAfterMs === null) await clock.sleep(waitMs, signal);
    }
  }

  /** Asks one source. */
  async function ask(where: MediaUrl, kind: MediaKind, signal: AbortSignal): Promise<Asked> {
    if ('missing' in where) return unasked('blocked', '', `no ${where.missing} for the URL`);
    const asked = where.url;
    if (!URL.canParse(asked)) return unasked('blocked', asked, 'not a URL');
    const url = new URL(asked);
    if (!isWeb(url)) return unasked('blocked', asked, `a URL of ${url.protocol}`);
    if (isPlaceholder(url)) return unasked('gone', asked, 'the URL of the placeholder picture');
    const [verdict, attempts] = await download(kind, url, signal);
    const { outcome, status, host, detail, file } = verdict;
    // There is no later for those who have waited.
    const isPutOff = verdict.isPutOff && !options.isPatient;
    return { outcome, url: asked, host, status, detail, attempts, isPutOff, file };
  }

  /** The answer of the first source that is not without it, else of the last; tries count over all. */
  async function askAll({ urls, kind }: WantedMedia, signal: AbortSignal): Promise<Asked> {
    let last = unasked('blocked', '', 'no source has it');
    let attempts = 0;
    for (const where of urls) {
      const answer = await ask(where, kind, signal);
      // What can't even be asked tells nothing new of a file that another source has answered for.
      if (answer.host === null && attempts > 0) continue;
      attempts += answer.attempts;
      last = answer;
      if (!FALLS_BACK.has(answer.outcome)) break;
    }
    return last.attempts === attempts ? last : { ...last, attempts };
  }

  async function run(
    wanted: WantedMedia,
    store: MediaStore,
    signal: AbortSignal,
    enter: EnterWork | null,
  ): Promise<SavedMedia> {
    const { photoId, kind, urls } = wanted;
    const picture = kind === 'photo' ? options.image : null;
    const startedMs = clock.nowMs();
    const { whole, damaged } = await store.find(photoId, kind, signal);
    const save = (asked: Asked, there: There | null, kept: KeptFile | null): SavedMedia => {
      const milliseconds = Math.round(clock.nowMs() - startedMs);
      const result = resultOf(asked, there, milliseconds, options.image !== null);
      return store.save(photoId, result, kept, kept === null ? [] : damaged);
    };
    if (whole !== null) {
      const [first] = urls;
      const url = first !== undefined && 'url' in first ? first.url : '';
      const image = picture && (await pictureFacts(store.fileOf(whole.path), picture));
      return save(unasked('skipped', url, null), { ...whole, image }, null);
    }
    const asked = await askAll(wanted, signal);
    const { file } = asked;
    if (file === null) return save(asked, null, null);
    let leave: (() => void) | null = null;
    try {
      leave = enter && (await enter());
      const made = picture === null ? file : await makePicture(file, picture);
      if ('outcome' in made) return save({ ...asked, ...made }, null, null);
      const { bytes, sha256, type } = made;
      const image = 'image' in made ? made.image : null;
      return save(asked, { path: store.pathOf(photoId, type), bytes, sha256, type, image }, made);
    } finally {
      file.drop();
      leave?.();
    }
  }

  return {
    async fetch(wanted, store, signal, enter = null) {
      // Each call listens to it, and there may be hundreds at once: to Node that looks like a leak.
      setMaxListeners(0, signal);
      try {
        return await run(wanted, store, signal, enter);
      } catch (error) {
        // What else goes wrong while all is being stopped is not the news.
        throw signal.aborted ? signal.reason : error;
      }
    },
    close: () => gear.client.close(),
  };
}

function createGear(options: MediaOptions, clock: Clock): Gear {
  const { deadlineMs } = options;
  const slots = createHostSlots(options.hosts);
  const pacer = createPacer(slots, options.rates);
  const breaker = createBreaker(slots);
  const connections = createConnections(options.hosts, slots, options.connections);
  const client = createClient({
    connectTimeoutMs: Math.min(CONNECT_TIMEOUT_MS, deadlineMs),
    userAgent: options.userAgent,
    resolve: parseResolve(options.resolve),
    allowPrivate: options.allowPrivate,
    allowHosts: parseAllowedHosts(options.allowHosts),
    proxies: options.proxies,
  });
  return {
    client,
    limiter: createLimiter(connections, pacer, breaker, clock),
    pacer,
    breaker,
    connections,
    watch: createWatch(clock, deadlineMs, options.minRate),
    buffers: createBodyBuffers(),
    workshop: options.image === null ? null : createGate(PICTURES_AT_ONCE),
    clock,
    deadlineMs,
    respectsRobots: options.respectsRobots,
    isPatient: options.isPatient,
  };
}

/** What a source answered. */
interface Asked extends Pick<MediaResult, 'outcome' | 'url' | 'host' | 'status' | 'detail' | 'attempts' | 'isPutOff'> {
  readonly file: ReceivedFile | null;
}

/** What was never sent to a host. */
function unasked(outcome: Outcome, url: string, detail: string | null): Asked {
  return { outcome, url, host: null, status: null, detail, attempts: 0, isPutOff: false, file: null };
}

/** A file that is there, under its path in the output. */
interface There extends ExistingFile {
  readonly image: ImageFacts | null;
}

/** @param hasImage only in a job that asks for it */
function resultOf(asked: Asked, there: There | null, milliseconds: number, hasImage: boolean): MediaResult {
  const { outcome, url, host, status, attempts, detail, isPutOff } = asked;
  const { path, bytes, sha256, type, image } = there ?? NOT_THERE;
  // Field by field: to spread objects takes microseconds.
  return hasImage
    ? { outcome, path, bytes, sha256, type, image, url, host, status, attempts, milliseconds, detail, isPutOff }
    : { outcome, path, bytes, sha256, type, url, host, status, attempts, milliseconds, detail, isPutOff };
}

const NOT_THERE = { path: null, bytes: 0, sha256: null, type: null, image: null };
