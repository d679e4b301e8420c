/** Says where something of a job can be looked at. */
import { JsonLog } from './json-log.js';
import type { Terminal } from './terminal.js';

/** A line for people, or the event `listening` of `--log json`; `what`: one word. */
export function sayListening(what: string, url: string, isJson: boolean, err: Terminal): void {
  if (isJson) new JsonLog(err).emit('listening', { what, url });
  else err.write(`yfcc: ${what} at ${url}\n`);
}
