/** `--format webdataset`: a tar file a shard, with a JSON file a record in their order. */
import { Header } from 'tar/header';
import { shardName, type Sink, type SinkContext, type SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/** Of a tar file: headers are one, bodies are filled up to whole ones, and two of zeros are its end. */
const BLOCK_BYTES = 512;

/** Nothing of the machine, its user or its clock. */
const OWNER = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'File' } as const;

export function webDataset(context: SinkContext): Sink {
  const file = new WholeFile(context, `${shardName(context.shard)}.tar`);
  return {
    write({ bytes, count, idOf, endOf }) {
      const blocks: Uint8Array[] = [];
      let from = 0;
      for (let index = 0; index < count; index++) {
        const to = endOf(index);
        const header = Buffer.alloc(BLOCK_BYTES);
        new Header({ ...OWNER, path: `${idOf(index)}.json`, size: to - from }).encode(header, 0);
        blocks.push(header, bytes.subarray(from, to), Buffer.alloc(fillOf(to - from)));
        from = to;
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
