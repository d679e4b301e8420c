/** `--format files`: a JSON file a record, in the article's tree. */
import { hash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { metaPath } from '../core/output-path.js';
import { recordsOf } from '../core/record-batch.js';
import type { Checksums } from './checksums.js';
import { renameInto } from '../files/rename-into.js';
import { writeAll } from '../files/write-all.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';

/** A sink that puts each file's checksum into `checksums`; that file is the shard-level record of what there is. */
export function jsonFiles(context: SinkContext, checksums: Checksums): Sink {
  const { outDir } = context;
  const tmpPath = join(context.tmpDir, `${context.shard}.json`);
  let files = 0;
  let bytes = 0;
  const writeFile = (photoId: string, body: Uint8Array): void => {
    const path = metaPath(photoId);
    const finalPath = `${outDir}/${path}`;
    const fd = openSync(tmpPath, 'w');
    try {
      writeAll(fd, body);
    } finally {
      closeSync(fd);
    }
    renameInto(tmpPath, finalPath);
    checksums.add(path, hash('sha256', body, 'hex'));
    files++;
    bytes += body.length;
  };
  return {
    write(batch) {
      let index = 0;
      for (const json of recordsOf(batch)) writeFile(batch.idOf(index++), json);
    },
    close: (): Promise<SinkResult> => Promise.resolve({ outputs: [], files, bytes }),
    abort() {},
  };
}
