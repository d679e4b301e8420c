/** `--format webdataset`: a tar file a shard, with a JSON file a record in their order. */
import { Header } from 'tar/header';
import { recordsOf } from '../core/record-batch.js';
import { shardName, type Sink, type SinkContext, type SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/** Of a tar file: headers are one, bodies are filled up to whole ones, and two of zeros are its end. */
const BLOCK_BYTES = 512;

/** Nothing of the machine, its user or its clock. */
const OWNER = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'File' } as const;

export function webDataset(context: SinkContext): Sink {
  const file = new WholeFile(context, `${shardName(context.shard)}.tar`);
  return {
    write(batch) {
      const blocks: Uint8Array[] = [];
      let index = 0;
      for (const json of recordsOf(batch)) {
        const header = Buffer.alloc(BLOCK_BYTES);
        new Header({ ...OWNER, path: `${batch.idOf(index++)}.json`, size: json.length }).encode(header, 0);
        blocks.push(header, json, Buffer.alloc(fillOf(json.length)));
      }
      file.write(Buffer.concat(blocks));
    },
    close(): Promise<SinkResult> {
      file.write(Buffer.alloc(2 * BLOCK_BYTES));
      const output = file.close();
      return Promise.resolve({ outputs: [output], files: 1, bytes: output.bytes });
    },
    abort: () => file.abort(),
  };
}

/** Zeros behind a body of so many bytes. */
function fillOf(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
}
