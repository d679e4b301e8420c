/** A command as one would type it in the package's folder: what a result keeps beside its figures. */
import process from 'node:process';
import { ROOT } from './paths.js';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** Quoted where a shell needs it. */
export function commandLine({ program, args }: Command): string {
  const name = program === process.execPath ? 'node' : program;
  return [name, ...args]
    .map((word) => word.replaceAll(ROOT, ''))
    .map((word) => (word === '' || /[^\w./:=%@,+-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word))
    .join(' ');
}
