/** `--log json`: one JSON object a line on standard error, for programs; the fields are in docs/formats.md. */
import { YfccError } from '../core/errors.js';
import type { Reporter } from '../jobs/reporter.js';
import type { Terminal } from './human-reporter.js';

/** Milliseconds between two `progress` lines. */
const PROGRESS_MS = 2000;

export function jsonReporter(err: Terminal): Reporter {
  const emit = (event: string, fields: object): void => {
    err.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  };
  let timer: NodeJS.Timeout | null = null;
  const stopTimer = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    start(job, progress) {
      emit('start', job);
      timer = setInterval(() => emit('progress', progress()), PROGRESS_MS);
      timer.unref();
    },
    warn(text) {
      emit('warning', { message: text });
    },
    note(text) {
      emit('note', { message: text });
    },
    end(summary) {
      stopTimer();
      emit('end', summary);
    },
    fail(error) {
      stopTimer();
      if (error instanceof YfccError) emit('error', { code: error.code, message: error.message, ...error.facts });
      else
        emit('error', {
          code: 'bug',
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
    },
  };
}
