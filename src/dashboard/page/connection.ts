/**
 * The line to the server: events come in, and when it breaks it is made again, ever more slowly.
 *
 * Not an EventSource: that can't send a token, nor say when it will try again.
 */
import type { SamplesMessage, StateMessage } from '../message.js';
import { EventParser } from './event-parser.js';
import { withToken } from './token.js';

/** The server writes at least every five seconds. */
const SILENT_MS = 20_000;
const LONGEST_WAIT_MS = 30_000;

export type Link =
  | { readonly status: 'open' }
  | { readonly status: 'lost'; readonly seconds: number; readonly reason: string }
  | { readonly status: 'trying' }
  /** The job has ended, and the server with it. */
  | { readonly status: 'ended' };

export interface Listener {
  state(message: StateMessage): void;
  samples(message: SamplesMessage): void;
  link(link: Link): void;
}

export class Connection {
  readonly #listener: Listener;
  readonly #token: string | null;
  #parser = new EventParser();
  #wake: (() => void) | null = null;

  constructor(listener: Listener, token: string | null) {
    this.#listener = listener;
    this.#token = token;
  }

  /** Stays connected until the server says that it is the end. */
  async keep(): Promise<void> {
    let failures = 0;
    for (;;) {
      let hasOpened = false;
      const outcome = await this.#once(() => (hasOpened = true));
      if (outcome === 'ended') return this.#listener.link({ status: 'ended' });
      failures = hasOpened ? 0 : failures + 1;
      const first = this.#parser.retryMs ?? 2000;
      await this.#wait(Math.min(first * 2 ** failures, LONGEST_WAIT_MS), outcome);
    }
  }

  /** Tries again at once, if it waits. */
  tryNow(): void {
    this.#wake?.();
  }

  /** Reads events until the line breaks; gives the reason, or `ended`. */
  async #once(onOpen: () => void): Promise<string> {
    const abort = new AbortController();
    let watch = setTimeout(() => abort.abort(), SILENT_MS);
    try {
      const id = this.#parser.lastId;
      const headers = { ...withToken(this.#token), ...(id === '' ? {} : { 'last-event-id': id }) };
      const answer = await fetch('/events', { headers, signal: abort.signal, cache: 'no-store' });
      if (!answer.ok || answer.body === null) return (await answer.text()).trim();
      onOpen();
      const { retryMs, lastId } = this.#parser;
      this.#parser = Object.assign(new EventParser(), { retryMs, lastId });
      this.#listener.link({ status: 'open' });
      for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
        clearTimeout(watch);
        watch = setTimeout(() => abort.abort(), SILENT_MS);
        for (const { event, data } of this.#parser.push(text)) {
          if (event === 'bye') return 'ended';
          this.#tell(event, data);
        }
      }
      return 'The server has closed the connection.';
    } catch {
      return abort.signal.aborted ? 'Nothing has come from the server for a while.' : 'The server does not answer.';
    } finally {
      clearTimeout(watch);
      abort.abort();
    }
  }

  #tell(event: string, data: string): void {
    // A parse border: our own server wrote it.
    if (event === 'state') this.#listener.state(JSON.parse(data) as StateMessage);
    else if (event === 'samples') this.#listener.samples(JSON.parse(data) as SamplesMessage);
  }

  async #wait(milliseconds: number, reason: string): Promise<void> {
    const untilMs = performance.now() + milliseconds;
    let isWoken = false;
    while (!isWoken) {
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) break;
      this.#listener.link({ status: 'lost', seconds: Math.ceil(leftMs / 1000), reason });
      isWoken = await new Promise<boolean>((resolve) => {
        this.#wake = () => resolve(true);
        setTimeout(() => resolve(false), Math.min(1000, leftMs));
      });
    }
    this.#wake = null;
    this.#listener.link({ status: 'trying' });
  }
}
