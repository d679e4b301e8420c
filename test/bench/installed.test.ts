import assert from 'node:assert/strict';
import test from 'node:test';
import { isInstalled, packageVersion, versionOf, versionsOf } from '../../bench/installed.js';

test('finds programs by name and by path', () => {
  assert.equal(isInstalled('sh'), true);
  assert.equal(isInstalled(process.execPath), true);
  assert.equal(isInstalled('no-such-program-anywhere'), false);
});

test('says what a tool says of its version', () => {
  assert.equal(versionOf(process.execPath), process.version);
  assert.equal(versionOf('no-such-program-anywhere'), 'unknown');
  assert.deepEqual(versionsOf([process.execPath]), { [process.execPath]: process.version });
  assert.match(packageVersion('unbzip2-stream'), /^unbzip2-stream \d+\.\d+\.\d+$/);
});
