import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

const MAIN = fileURLToPath(new URL('../../../bench/media-server/main.js', import.meta.url));

function start(...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('media-server main', () => {
  it('prints its origin, and its counts when it is interrupted, even in the middle of a drip', async () => {
    const child = start('--port', '0', '--bodies', '1', '--fault-rate', '1', '--faults', 'drip');
    try {
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const { value: origin } = await lines.next();
      assert.match(String(origin), /^http:\/\/127\.0\.0\.1:\d+$/);
      const { body, statusCode } = await request(`${String(origin)}/1.jpg`);
      body.on('error', () => undefined); // the end that comes with the interrupt
      assert.equal(statusCode, 200);
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      const { value: counts } = await lines.next();
      assert.equal(JSON.parse(String(counts)).drip, 1);
      assert.deepEqual(await exited, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown option', ['--fault-rat', '1'], /Unknown option '--fault-rat'/],
    ['a rate over 1', ['--fault-rate', '2'], /`faultRate` to be a number from 0 to 1, got `2`/],
    ['an unknown fault', ['--faults', 'gone,lost'], /got `lost`/],
  ];
  for (const [name, args, message] of refused) {
    it(`refuses ${name} with exit code 2`, async () => {
      const child = start(...args);
      const exited = once(child, 'exit');
      assert.match(await text(child.stderr), message);
      assert.deepEqual(await exited, [2, null]);
    });
  }
});
