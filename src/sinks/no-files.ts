/** The sink of a dry run, and of a job that is only measured: nothing is written, and the bytes of JSON that would be are counted. */
import type { Sink } from './sink.js';

export function noFiles(): Sink {
  let bytes = 0;
  return {
    write(batch) {
      bytes += batch.bytes.length;
    },
    close: () => Promise.resolve({ outputs: [], files: 0, bytes }),
    abort() {},
  };
}
