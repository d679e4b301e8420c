/**
 * Where the crafted blocks stand as files, each a stream of one block.
 *
 * As a script, `node dist/test/bz2/crafted-file.js`: writes them anew, with the CRCs that this machine's bzip2 computes,
 * and prints their lines for the README of the fixtures.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { FIXTURES } from '../core/real-rows.js';
import { CRAFTED } from './crafted.js';
import { withRightCrc } from './hand-made-block.js';

/** Named for what is odd or wrong in it, below the fixtures. */
export function craftedName(name: string): string {
  return `bz2/${name.replaceAll(',', '').replaceAll(' ', '-')}.bz2`;
}

export function craftedFile(name: string): URL {
  return new URL(craftedName(name), FIXTURES);
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(new URL('bz2/', FIXTURES), { recursive: true });
  for (const [name, block, failure] of CRAFTED) {
    writeFileSync(craftedFile(name), withRightCrc(block));
    console.log(
      `| ${craftedName(name)} | a block made by hand: ${failure === null ? 'whole' : `refused as ${failure}`} |`,
    );
  }
}
