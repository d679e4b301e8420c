/** `--log json`: one JSON object a line on standard error, for programs; the fields are in docs/log-lines.md. */
import type { Reporter } from '../jobs/reporter.js';
import { JsonLog } from './json-log.js';
import type { Terminal } from './terminal.js';

export function jsonReporter(err: Terminal): Reporter {
  const log = new JsonLog(err);
  return {
    start(job, view) {
      log.emit('start', job);
      log.startProgress(() => view.progress());
    },
    warn(text) {
      log.emit('warning', { message: text });
    },
    note(text) {
      log.emit('note', { message: text });
    },
    end(summary) {
      log.end(summary);
    },
    fail(error) {
      log.fail(error);
    },
  };
}
