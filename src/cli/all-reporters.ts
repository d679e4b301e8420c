/** Several reporters as one. */
import type { Reporter } from '../jobs/reporter.js';

/** Tells each of everything, in their order. */
export function allReporters(reporters: readonly Reporter[]): Reporter {
  return {
    start(job, view) {
      for (const reporter of reporters) reporter.start(job, view);
    },
    warn(text) {
      for (const reporter of reporters) reporter.warn(text);
    },
    note(text) {
      for (const reporter of reporters) reporter.note?.(text);
    },
    end(summary) {
      for (const reporter of reporters) reporter.end(summary);
    },
    fail(error) {
      for (const reporter of reporters) reporter.fail(error);
    },
  };
}
