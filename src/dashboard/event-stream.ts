/**
 * Server-Sent Events to whoever has the page open: once a second what has changed, made once for all of them.
 *
 * A client whose socket takes no more is left out until it does, and then gets the newest state and the samples that it
 * missed: what waits for it is never more than one such frame. Without a client nothing is made and no timer runs.
 */
import type { ServerResponse } from 'node:http';
import type { SamplesMessage, StateMessage } from './message.js';

/** What there is to tell. */
export interface Told {
  /** Of this process. */
  readonly run: string;
  state(): StateMessage;
  samples(seconds: number | null): SamplesMessage;
}

export interface StreamSettings {
  readonly stepMs: number;
  /** A client that got nothing for so long gets a comment, so that it sees that the line is alive. */
  readonly beatMs: number;
  /** A client that takes nothing for so long is let go. */
  readonly stuckMs: number;
  /** At the end, clients have so long to take the last events. */
  readonly farewellMs: number;
  readonly mostClients: number;
}

export const STREAM_SETTINGS: StreamSettings = {
  stepMs: 1000,
  beatMs: 5000,
  stuckMs: 60_000,
  farewellMs: 2000,
  mostClients: 16,
};

/** Milliseconds after which a client asks again by itself. */
const RETRY_MS = 2000;

/** Of whoever was told that there is no sample yet. */
const BEFORE_ALL = -1;

interface NewSamples {
  /** A frame; empty when there are none. */
  readonly text: string;
  /** Of the newest. */
  readonly seconds: number | null;
}

interface Client {
  readonly response: ServerResponse;
  /** Of the newest sample that it was sent; null: none. */
  seconds: number | null;
  state: string;
  wroteMs: number;
}

export class EventStream {
  readonly #told: Told;
  readonly #settings: StreamSettings;
  readonly #nowMs: () => number;
  readonly #clients = new Set<Client>();
  #timer: NodeJS.Timeout | null = null;
  #state = '';
  #madeMs = -Infinity;

  /** `nowMs`: monotonic. */
  constructor(told: Told, settings: StreamSettings = STREAM_SETTINGS, nowMs: () => number = () => performance.now()) {
    this.#told = told;
    this.#settings = settings;
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#clients.size;
  }

  /** Answers with events from now on; false, and nothing is answered, when there are too many clients. */
  add(response: ServerResponse, lastEventId: string | undefined): boolean {
    if (this.#clients.size >= this.#settings.mostClients) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    const client: Client = { response, seconds: null, state: '', wroteMs: this.#nowMs() };
    const [run, seconds] = (lastEventId ?? '').split(' ');
    if (run === this.#told.run && seconds !== undefined) client.seconds = Number(seconds) || 0;
    this.#clients.add(client);
    response.on('close', () => this.#drop(client));
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.#send(client, this.#newState(), this.#samplesSince(client.seconds));
    this.#timer ??= setInterval(() => this.tick(), this.#settings.stepMs).unref();
    return true;
  }

  /** Tells all clients what has changed. */
  tick(): void {
    if (this.#clients.size === 0) return;
    const state = this.#newState();
    // Most clients have had the same samples: what is new is made once for them.
    const made = new Map<number | null, NewSamples>();
    for (const client of this.#clients) {
      const { response } = client;
      if (response.writableNeedDrain) {
        if (this.#nowMs() - client.wroteMs > this.#settings.stuckMs) response.destroy();
        continue;
      }
      const samples = made.get(client.seconds) ?? this.#samplesSince(client.seconds);
      made.set(client.seconds, samples);
      this.#send(client, state, samples);
    }
  }

  /** Sends the last state, and ends all connections once it has been taken. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#madeMs = -Infinity;
    const clients = [...this.#clients];
    if (clients.length === 0) return;
    const state = this.#newState();
    const ends = clients.map(async (client) => {
      const { response } = client;
      this.#send(client, state, this.#samplesSince(client.seconds));
      const closed = new Promise<void>((resolve) => response.once('close', resolve));
      response.end('event: bye\ndata: {}\n\n');
      await closed;
    });
    const late = setTimeout(() => {
      for (const { response } of clients) response.destroy();
    }, this.#settings.farewellMs);
    await Promise.all(ends);
    clearTimeout(late);
  }

  /** The newest state as a frame, made anew once a step at most. */
  #newState(): string {
    const now = this.#nowMs();
    // A timer may be a little early.
    if (now - this.#madeMs < this.#settings.stepMs * 0.9) return this.#state;
    this.#madeMs = now;
    this.#state = frame('state', this.#told.state());
    return this.#state;
  }

  /** Behind a moment of the run; null: all. */
  #samplesSince(seconds: number | null): NewSamples {
    const message = this.#told.samples(seconds);
    const last = message.samples.at(-1)?.[0];
    if (last === undefined) return { text: seconds === null ? frame('samples', message) : '', seconds };
    return { text: frame('samples', message, `${message.run} ${last}`), seconds: last };
  }

  #send(client: Client, state: string, samples: NewSamples): void {
    const now = this.#nowMs();
    const news = (state === client.state ? '' : state) + samples.text;
    const text = news === '' && now - client.wroteMs >= this.#settings.beatMs ? ': still here\n\n' : news;
    if (text === '') return;
    client.state = state;
    client.seconds = samples.seconds ?? BEFORE_ALL;
    client.wroteMs = now;
    client.response.write(text);
  }

  #drop(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

/** One event. JSON has no line ends in it. */
export function frame(event: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
