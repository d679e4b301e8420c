/** Stands in for the program `sync`, to see when a job makes its files durable. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Does `work` with a `sync` in front of the real one that only notes how it was called; gives the arguments of each call. */
export async function withFakeSync(folder: string, work: () => Promise<unknown>): Promise<readonly string[]> {
  const program = join(folder, 'sync');
  const log = join(folder, 'calls');
  await mkdir(folder);
  await writeFile(log, '');
  await writeFile(program, `#!/bin/sh\necho "$@" >> '${log}'\n`);
  await chmod(program, 0o755);
  const { PATH } = process.env;
  process.env['PATH'] = `${folder}${delimiter}${PATH}`;
  try {
    await work();
  } finally {
    process.env['PATH'] = PATH;
  }
  return (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
}
