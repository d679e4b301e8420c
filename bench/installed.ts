/** Which of the tools that one would take instead are on this machine, and what they say of their version. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Whether the shell finds a program of that name, or path. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;
}

/** Those who say it otherwise than by `--version`. */
const VERSION_FLAGS: Readonly<Record<string, string>> = { nginx: '-v' };

/** What a tool says of its version, on one line: the first with a number in it. */
export function versionOf(program: string): string {
  const flag = VERSION_FLAGS[program] ?? '--version';
  const { stdout, stderr } = spawnSync(program, [flag], { input: '', encoding: 'utf8' });
  const line = `${stdout ?? ''}${stderr ?? ''}`.split('\n').find((text) => /\d\.\d/.test(text)) ?? 'unknown';
  return line.replace(/ (?:\(|built on).*/, '').trim();
}

/** The version of a package that this one depends on. */
export function packageVersion(name: string): string {
  // A border: every package has one.
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { readonly version: string };
  return `${name} ${version}`;
}

/** Versions by name. */
export function versionsOf(programs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(programs.map((program) => [program, versionOf(program)]));
}
