/** How much of a profile some folders' functions take, with all that they call. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { foldProfile, type CallNode } from '../src/profile/profile-tree.js';

/** Seconds of all threads of `yfcc --profile DIR`; `isMeant` is asked with a function's place, such as `src/bz2/block.js:12`. */
export function secondsIn(dir: string, root: string, isMeant: (place: string) => boolean): number {
  const microsOf = (call: CallNode): number =>
    isMeant(call.place) ? call.totalMicros : call.calls.reduce((sum, inner) => sum + microsOf(inner), 0);
  const micros = readdirSync(dir)
    .filter((name) => name.endsWith('.cpuprofile'))
    .flatMap((name) => {
      // A parse border: Node's profiler has written it.
      const profile = JSON.parse(readFileSync(join(dir, name), 'utf8')) as Profiler.Profile;
      return foldProfile(name, profile, root).calls.map(microsOf);
    });
  return micros.reduce((sum, each) => sum + each, 0) / 1e6;
}
