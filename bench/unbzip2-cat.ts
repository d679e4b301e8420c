/** `unbzip2-stream` as people use it: a file piped through it to standard output. `node dist/bench/unbzip2-cat.js FILE` */
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import unbzip2Stream from 'unbzip2-stream';

await pipeline(createReadStream(process.argv[2] ?? ''), unbzip2Stream(), process.stdout);
