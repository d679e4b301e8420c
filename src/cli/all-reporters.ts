/** Several reporters as one. */
import type { Reporter } from '../jobs/reporter.js';

/** Tells each of everything, in their order; of the end one after the other. */
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
    async end(summary) {
      for (const reporter of reporters) await reporter.end(summary);
    },
    async fail(error) {
      for (const reporter of reporters) await reporter.fail(error);
    },
  };
}
