import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { SynthFile } from '../../src/jobs/synth-file.js';

const FOLDER = await mkdtemp(join(tmpdir(), 'yfcc-synth-file-'));
after(() => rm(FOLDER, { recursive: true }));

const CHUNK = Buffer.alloc(256 * 1024, 'line\n');

/** Stands in for a compressor. */
function shell(script: string): Parameters<typeof SynthFile.open>[1] {
  return { name: 'bzip2', command: '/bin/sh', args: ['-c', script] };
}

const newFolder = (): Promise<string> => mkdtemp(join(FOLDER, 'out-'));

for (const [name, compressor] of [
  ['plain', null],
  ['piped', shell('exec cat')],
] as const) {
  test(`shows a ${name} file under its own name only when it is published`, async () => {
    const folder = await newFolder();
    const file = await SynthFile.open(join(folder, 'a'), compressor);
    for (let i = 0; i < 12; i++) await file.write(CHUNK);
    await file.close();
    assert.equal((await readdir(folder)).includes('a'), false);
    assert.equal(await file.publish(), 12 * CHUNK.length);
    assert.deepEqual(await readdir(folder), ['a']);
    assert.equal((await readFile(join(folder, 'a'))).subarray(-CHUNK.length).equals(CHUNK), true);
  });

  test(`leaves nothing of a ${name} file that is discarded`, async () => {
    const folder = await newFolder();
    const file = await SynthFile.open(join(folder, 'a'), compressor);
    await file.write(CHUNK);
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  test(`removes a ${name} file that is discarded after it was published`, async () => {
    const folder = await newFolder();
    const file = await SynthFile.open(join(folder, 'a'), compressor);
    await file.close();
    await file.publish();
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });
}

test('fails a write that waits when it is stopped', async () => {
  const folder = await newFolder();
  // Reads nothing: no write can end by itself.
  const file = await SynthFile.open(join(folder, 'a'), shell('exec sleep 600'));
  const writing = file.write(CHUNK);
  file.stop();
  await assert.rejects(writing, { code: 'write-failed', message: /bzip2 was killed by SIGTERM/ });
  await file.discard();
  assert.deepEqual(await readdir(folder), []);
});

const FAILURES = [
  ['is killed', 'head -c 1000 >&2 </dev/zero; kill -9 $$', 'write-failed', /bzip2 was killed by SIGKILL/],
  ['gives up', 'echo out of luck >&2; exit 3', 'write-failed', /bzip2 ended with code 3: out of luck\.$/],
  ['finds the disk full', 'exec cat >/dev/full', 'disk-full', /No space left on device.* Make room/],
] as const;

for (const [name, script, code, message] of FAILURES) {
  test(`says so when the compressor ${name}`, async () => {
    const folder = await newFolder();
    const path = join(folder, 'a');
    const file = await SynthFile.open(path, shell(script));
    await assert.rejects(
      async () => {
        for (let i = 0; i < 100; i++) await file.write(CHUNK);
        await file.close();
      },
      (error) => {
        assert.ok(error instanceof YfccError);
        assert.deepEqual([error.code, error.facts.file], [code, path]);
        assert.match(error.message, message);
        assert.ok(error.cause instanceof Error);
        return true;
      },
    );
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });
}

test('says so when the compressor cannot be started', async () => {
  const folder = await newFolder();
  const file = await SynthFile.open(join(folder, 'a'), { name: 'lbzip2', command: join(folder, 'no'), args: [] });
  await assert.rejects(file.close(), { code: 'write-failed', message: /lbzip2 did not start/ });
  await file.discard();
});

test('says so when the folder is not there', async () => {
  await assert.rejects(SynthFile.open(join(FOLDER, 'no', 'a'), null), { code: 'write-failed' });
});
