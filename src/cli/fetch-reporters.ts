/** What `yfcc fetch` shows: for people, or as JSON lines. */
import { basename } from 'node:path';
import type { FetchedFile, FetchReporter } from '../jobs/fetch.js';
import type { FetchProgress } from '../jobs/fetch-meter.js';
import { bytes, duration, plural } from '../core/format.js';
import { JsonLog } from './json-log.js';
import { LiveLine } from './live-line.js';
import type { Terminal } from './terminal.js';

/** `out` gets a line a file and the summary, `err` the progress and what is odd. */
export function humanFetchReporter(out: Terminal, err: Terminal): FetchReporter {
  const live = new LiveLine(err);
  return {
    start({ out: folder, files }, progress) {
      err.write(`yfcc: fetching ${plural(files.length, 'file')} to ${folder}\n`);
      live.start(() => fetchLine(progress()));
    },
    file(done) {
      live.clear();
      out.write(`${fileLine(done)}\n`);
    },
    warn(text) {
      live.say(`yfcc: warning: ${text}\n`);
    },
    end({ files, fetchedBytes, seconds, out: folder }) {
      live.stop();
      const all = files.reduce((sum, file) => sum + file.bytes, 0);
      const rate = seconds > 0 ? `, ${bytes(Math.round(fetchedBytes / seconds))}/s` : '';
      const now = `${bytes(fetchedBytes)} of it now, in ${duration(seconds)}${fetchedBytes > 0 ? rate : ''}`;
      out.write(`Done: ${plural(files.length, 'file')}, ${bytes(all)} in ${folder}; ${now}.\n`);
    },
    fail() {
      live.stop();
    },
  };
}

/** `--log json` */
export function jsonFetchReporter(err: Terminal): FetchReporter {
  const log = new JsonLog(err);
  return {
    start(job, progress) {
      log.emit('start', job);
      log.startProgress(progress);
    },
    file(done) {
      log.emit('file', done);
    },
    warn(text) {
      log.emit('warning', { message: text });
    },
    end(summary) {
      log.end(summary);
    },
    fail(error) {
      log.fail(error);
    },
  };
}

/** `41.2%  10.7 GB of 26 GB  45.1 MB/s  5m 40s left  yfcc100m_exif.bz2` */
export function fetchLine(progress: FetchProgress): string {
  const { file, bytes: done, totalBytes, bytesPerSecond, remainingSeconds } = progress;
  const parts = [
    ...(totalBytes === null ? [] : [`${(totalBytes === 0 ? 100 : (done / totalBytes) * 100).toFixed(1)}%`]),
    totalBytes === null ? bytes(done) : `${bytes(done)} of ${bytes(totalBytes)}`,
    `${bytes(Math.round(bytesPerSecond))}/s`,
    remainingSeconds === null ? 'time left unknown' : `${duration(remainingSeconds)} left`,
  ];
  if (file !== null) parts.push(basename(file));
  return parts.join('  ');
}

function fileLine({ path, bytes: all, from }: FetchedFile): string {
  const how = from === 0 ? '' : from === all ? ', was there' : `, gone on with behind byte ${from}`;
  return `${path}  ${bytes(all)}${how}`;
}
