/** Reads tar files: with GNU tar, and with the library in its strict mode. */
import { execFileSync, spawnSync } from 'node:child_process';
import { list } from 'tar/list';

/** For the `skip` of tests that need it. */
export const NO_GNU_TAR: string | false = spawnSync('tar', ['--version']).stdout?.includes('GNU tar')
  ? false
  : 'GNU tar is not installed';

/** The lines of `tar --list --verbose`, with owners as numbers and times in UTC. */
export function listWithGnuTar(file: string): readonly string[] {
  const options = ['--list', '--verbose', '--numeric-owner', '--full-time', '--file', file];
  const listed = execFileSync('tar', options, { env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 26 });
  return listed.toString().trimEnd().split('\n').filter(Boolean);
}

/** All bodies, one behind the other. */
export function bodiesWithGnuTar(file: string): string {
  return execFileSync('tar', ['--extract', '--to-stdout', '--file', file], { maxBuffer: 1 << 28 }).toString();
}

/** Name and body of each entry. */
export async function readWithLibrary(file: string): Promise<readonly (readonly [name: string, body: string])[]> {
  const names: string[] = [];
  const bodies: Promise<Buffer>[] = [];
  await list({
    file,
    strict: true,
    onReadEntry: (entry) => {
      names.push(entry.path);
      bodies.push(entry.concat());
    },
  });
  const texts = await Promise.all(bodies);
  return names.map((name, k) => [name, String(texts[k])]);
}
