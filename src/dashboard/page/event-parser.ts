/** Server-Sent Events out of text that comes cut anywhere (WHATWG HTML, 9.2.6); as much of it as our server sends. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export class EventParser {
  /** Of the newest event that had one. */
  lastId = '';
  /** As the server wishes; null: it has not said. */
  retryMs: number | null = null;
  #rest = '';
  #event = '';
  #data: string[] = [];

  /** The events that are whole now. */
  *push(text: string): Generator<ServerEvent> {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) yield { event: this.#event || 'message', data: this.#data.join('\n') };
        this.#event = '';
        this.#data = [];
        continue;
      }
      this.#field(line);
    }
  }

  #field(line: string): void {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'id') this.lastId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }
}
