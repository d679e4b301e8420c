/** What a shard that was finished before has noted of its media: what still holds, where a job goes over it again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyAt, type BodyPlace } from '../core/body-place.js';
import { parseOutcomeLine } from '../core/outcome-line.js';
import type { MediaResult } from '../core/outcome.js';
import type { OutputFile, Redo } from '../core/protocol.js';
import { indexPath, parseIndex } from '../core/tar-index.js';
import type { SavedMedia } from './store.js';

/** By photo id, without those that are to be asked for again. Rejects with the system's error when a file can't be read. */
export async function readPrior(outDir: string, redo: Redo, isTar: boolean): Promise<ReadonlyMap<string, SavedMedia>> {
  const prior = new Map<string, SavedMedia>();
  const log = redo.outputs.find(({ path }) => path.startsWith('outcomes/'));
  if (log === undefined) return prior;
  const bodies = isTar ? await tarBodies(outDir, redo.outputs) : null;
  for (const line of (await readFile(join(outDir, log.path), 'utf8')).split('\n')) {
    const named = parseOutcomeLine(line);
    if (named === null || isAskedAgain(named.result, redo)) continue;
    const { photoId, result } = named;
    const place = placeOf(outDir, result, bodies);
    if (place === 'lost' || (redo.recheck && place !== null && !(await isWhole(place, result.sha256)))) continue;
    prior.set(photoId, { result, line: `${line}\n`, body: isTar && place !== null ? bodyAt(place) : null });
  }
  return prior;
}

function isAskedAgain({ outcome, isPutOff }: MediaResult, { again }: Redo): boolean {
  return isPutOff || again.includes(outcome);
}

/** Where the bytes of a file that came are; null for one that did not come. */
function placeOf(
  outDir: string,
  { path, bytes }: MediaResult,
  bodies: ReadonlyMap<string, BodyPlace> | null,
): BodyPlace | null | 'lost' {
  if (path === null) return null;
  return bodies === null ? { file: join(outDir, path), offset: 0, bytes } : (bodies.get(path) ?? 'lost');
}

/** The members of all tar files of a shard, by their names. */
async function tarBodies(outDir: string, outputs: readonly OutputFile[]): Promise<ReadonlyMap<string, BodyPlace>> {
  const bodies = new Map<string, BodyPlace>();
  for (const { path } of outputs.filter((output) => output.path.endsWith('.tar'))) {
    const file = join(outDir, path);
    for (const { members } of parseIndex(await readFile(indexPath(file), 'utf8'))) {
      for (const { name, offset, bytes } of members) bodies.set(name, { file, offset, bytes });
    }
  }
  return bodies;
}

async function isWhole({ file, offset, bytes }: BodyPlace, sha256: string | null): Promise<boolean> {
  const hash = createHash('sha256');
  let found = 0;
  try {
    // One byte more than there should be, so that a file that has grown is found out; within a tar there is always more.
    const end = offset + bytes - 1 + (offset === 0 ? 1 : 0);
    for await (const chunk of createReadStream(file, { start: offset, end }) as AsyncIterable<Buffer>) {
      found += chunk.length;
      hash.update(chunk);
    }
  } catch {
    return false;
  }
  return found === bytes && hash.digest('hex') === sha256;
}
