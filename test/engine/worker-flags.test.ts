import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import { workerFlags } from '../../src/engine/worker-flags.js';

test('keeps of the flags of the process those that a thread takes', () => {
  const given = [
    '--max-old-space-size=4000',
    '--enable-source-maps',
    '--cpu-prof',
    '--cpu-prof-dir=/p',
    '--import',
    './x.js',
  ];
  assert.deepEqual(workerFlags(given), [
    '--no-experimental-require-module',
    '--enable-source-maps',
    '--cpu-prof',
    '--cpu-prof-dir=/p',
    '--import',
    './x.js',
  ]);
});

/** Ends threads at every moment of their start, as a short job or a Ctrl-C does. */
const ENDS = `
  const { Pool } = await import('${new URL('../../src/engine/pool.js', import.meta.url).href}');
  for (let ms = 0; ms < 80; ms++) {
    const pool = new Pool({ threads: 2, tasksPerWorker: 1 });
    await new Promise((resolve) => setTimeout(resolve, ms));
    await pool.close();
  }
  console.log('whole');
`;

test('lets threads be ended while they start, whatever flags the process has', async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--max-old-space-size=2000', '--input-type=module', '-e', ENDS]);
  assert.equal(stdout, 'whole\n');
});
