/** Fetches one wanted photo or video after the other to where it belongs, with retries; each ends with exactly one outcome. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Demand } from '../core/demand-map.js';
import type { ImageFacts } from '../core/image.js';
import type { MediaUrl } from '../core/media-source.js';
import { isPlaceholder } from '../core/media-url.js';
import { FAILED_OUTCOMES, type MediaResult, type Outcome } from '../core/outcome.js';
import { isPaused, whenGoingOn } from '../core/pause-flag.js';
import { backoffMs } from '../core/retry.js';
import { attempt, isWeb, type Verdict } from './attempt.js';
import { SYSTEM_CLOCK, type Clock } from './clock.js';
import type { Existing, ExistingFile } from './existing.js';
import { createGear, type MediaOptions } from './gear.js';
import type { Leave } from './limiter.js';
import type { MediaKind } from './media-type.js';
import { makePicture, pictureFacts } from './picture.js';
import type { ReceivedFile } from './receive.js';
import { stopOf } from './stop.js';
import type { KeptFile, MediaStore, SavedMedia } from './store.js';
import type { WantedMedia } from './wanted.js';

/** Resolves when the file that came may be worked on; call what it gives when it is kept. */
export type EnterWork = () => Promise<() => void>;

export interface Fetcher {
  /**
   * Resolves with the one outcome, whatever the network, the server or the file at the URL does. It can be called any number of times at once.
   * Rejects with the system's error (`code`: `ENOSPC`, ...) when a local file cannot be read or written, and with the signal's reason when it aborts;
   * then there is no temporary file.
   */
  fetch(wanted: WantedMedia, store: MediaStore, signal: AbortSignal, enter?: EnterWork | null): Promise<SavedMedia>;
  /** Whether a further fetch could begin at once. */
  readonly demand: Demand;
  /** Drops what is in flight and closes all connections. */
  close(): Promise<void>;
}

/** What makes the next source worth asking; a host that is only slow, or asks for patience, is not given up for another. */
const FALLS_BACK: ReadonlySet<Outcome> = new Set(['gone', 'refused', 'blocked']);

/** @throws YfccError `usage` when `resolve`, `allowHosts` or `userAgent` cannot be read */
export function createFetcher(options: MediaOptions, clock: Clock = SYSTEM_CLOCK): Fetcher {
  const { maxBytes, isPatient } = options;
  const placeholders = new Set(options.placeholders);
  const gear = createGear(options, clock);
  const { limiter, pacer, slots } = gear;
  // Many workers share the folder, and an earlier run may have left names there.
  const tempPrefix = join(options.tmpDir, randomBytes(6).toString('hex'));
  let tempFiles = 0;

  /** What is under way may be kept, but nothing more is fetched while the job is paused. */
  async function whenNotPaused(signal: AbortSignal): Promise<void> {
    await whenGoingOn(options.pauseFlag, (ms) => clock.sleep(ms, signal));
  }

  /** Tries until there is a file, a final answer, or no try left. */
  async function download(
    kind: MediaKind,
    url: URL,
    signal: AbortSignal,
    turn: Turn | null,
  ): Promise<[Verdict, number]> {
    let last: Verdict | null = null;
    for (let tries = 1; ; tries += 1) {
      const own = tries === 1 ? turn : null;
      if (own === null && isPaused(options.pauseFlag)) await whenNotPaused(signal);
      tempFiles += 1;
      const delivery = { kind, maxBytes, placeholders, tempPath: `${tempPrefix}.${tempFiles}` };
      const verdict = await attempt(url, delivery, gear, signal, own?.leave);
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

  /** The answer of the first source that is not without it, else of the last; tries count over all. */
  async function ask({ urls, kind }: WantedMedia, signal: AbortSignal, turn: Turn | null): Promise<Asked> {
    let last = unasked('blocked', '', 'no source has it');
    let attempts = 0;
    for (const [k, where] of urls.entries()) {
      const own = k === 0 ? turn : null;
      const url = own?.url ?? askable(where);
      if (url instanceof URL) {
        const [verdict, tries] = await download(kind, url, signal, own);
        const { outcome, status, host, detail, file } = verdict;
        attempts += tries;
        // There is no later for those who have waited.
        const isPutOff = verdict.isPutOff && !isPatient;
        last = { outcome, url: urlOf(where), host, status, detail, attempts, isPutOff, file };
      } else {
        // What can't even be asked tells nothing new of a file that another source has answered for.
        if (attempts > 0) continue;
        last = url;
      }
      if (!FALLS_BACK.has(last.outcome)) break;
    }
    return last;
  }

  async function run(
    wanted: WantedMedia,
    { store, signal, enter, startedMs, existing, turn }: Run,
  ): Promise<SavedMedia> {
    const { photoId, kind, urls } = wanted;
    const picture = kind === 'photo' ? options.image : null;
    const save = (asked: Asked, there: There | null, kept: KeptFile | null): SavedMedia => {
      const milliseconds = Math.round(clock.nowMs() - startedMs);
      const result = resultOf(asked, there, milliseconds, options.image !== null);
      return store.save(photoId, result, kept, kept === null ? [] : existing.damaged);
    };
    const { whole } = existing;
    if (whole !== null) {
      const image = picture && (await pictureFacts(store.fileOf(whole.path), picture));
      return save(unasked('skipped', urls[0] === undefined ? '' : urlOf(urls[0]), null), { ...whole, image }, null);
    }
    const asked = await ask(wanted, signal, turn);
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

  /** For people. */
  function showHost({ host, outcome, bytes, milliseconds, detail, url }: MediaResult): void {
    if (host === null) return;
    const slot = slots.slotOf(host);
    slots.board.count(slot, outcome, bytes, milliseconds);
    if (FAILED_OUTCOMES.includes(outcome)) slots.board.fail(slot, `${outcome}: ${detail ?? ''}, ${url}`);
  }

  return {
    async fetch(wanted, store, signal, enter = null) {
      try {
        if (stopOf(signal).isAborted) throw signal.reason;
        const startedMs = clock.nowMs();
        const found = store.find(wanted.photoId, wanted.kind, signal);
        const existing = found instanceof Promise ? await found : found;
        const [where] = existing.whole === null ? wanted.urls : [];
        const url = where && askable(where);
        let turn: Turn | null = null;
        if (url instanceof URL) {
          if (isPaused(options.pauseFlag)) await whenNotPaused(signal);
          // Thousands wait here, so nothing else of theirs has begun.
          turn = { url, leave: await limiter.enter(url.host, isPatient, signal) };
        }
        const saved = await run(wanted, { store, signal, enter, startedMs, existing, turn });
        showHost(saved.result);
        return saved;
      } catch (error) {
        // What else goes wrong while all is being stopped is not the news.
        throw signal.aborted ? signal.reason : error;
      }
    },
    demand: limiter.demand,
    close: () => gear.client.close(),
  };
}

/** A request whose time has come. */
interface Turn {
  readonly url: URL;
  /** Null: its host is dead. */
  readonly leave: Leave | null;
}

/** What a fetch has to go on with once its turn has come. */
interface Run {
  readonly store: MediaStore;
  readonly signal: AbortSignal;
  readonly enter: EnterWork | null;
  readonly startedMs: number;
  readonly existing: Existing;
  /** Null where no first request can be sent, or none need be. */
  readonly turn: Turn | null;
}

function urlOf(where: MediaUrl): string {
  return 'url' in where ? where.url : '';
}

/** What is to be asked, or why it can't be. */
function askable(where: MediaUrl): URL | Asked {
  if ('missing' in where) return unasked('blocked', '', `no ${where.missing} for the URL`);
  if (!URL.canParse(where.url)) return unasked('blocked', where.url, 'not a URL');
  const url = new URL(where.url);
  if (!isWeb(url)) return unasked('blocked', where.url, `a URL of ${url.protocol}`);
  if (isPlaceholder(url)) return unasked('gone', where.url, 'the URL of the placeholder picture');
  return url;
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
