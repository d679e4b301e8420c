/** bzip2 files made by the system's own bzip2, and what it makes of damaged ones. */
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(args: readonly string[], input: Uint8Array): { readonly status: number; readonly stdout: Buffer } {
  const { status, stdout } = spawnSync('bzip2', args, { input, maxBuffer: 1 << 28 });
  return { status: status ?? -1, stdout };
}

/** For the `skip` of tests that need it: false where there is a bzip2, else why not. */
export const NO_BZIP2: string | false =
  spawnSync('bzip2', ['--help']).error === undefined ? false : 'There is no bzip2 on this machine';

/** One stream; `level` is its block size in 100,000 bytes. */
export function bzip2(plain: Uint8Array | string, level: 1 | 9 = 9): Buffer {
  return run(['-c', `-${level}`], Buffer.from(plain)).stdout;
}

/** A stream for each text, all made by one process. */
export function bzip2Each(plains: readonly Uint8Array[]): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'bzip2-each-'));
  try {
    const paths = plains.map((plain, at) => {
      const path = join(folder, String(at));
      writeFileSync(path, plain);
      return path;
    });
    spawnSync('bzip2', paths);
    return paths.map((path) => readFileSync(`${path}.bz2`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `bzip2 -dc` gives; null where it refuses. */
export function bunzip2(compressed: Uint8Array): Buffer | null {
  const { status, stdout } = run(['-dc'], compressed);
  return status === 0 ? stdout : null;
}

/** Text that takes several blocks at level 1, the same each time. */
export function longText(bytes: number): Buffer {
  const text = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    text[at] = at % 80 === 79 ? 10 : 97 + ((state >> 16) % 7);
  }
  return text;
}
