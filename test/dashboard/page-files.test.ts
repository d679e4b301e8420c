import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import test from 'node:test';
import { isPageFile, pageFile } from '../../src/dashboard/page-files.js';

// The first that reads: what has been read is kept.
test('reads a file anew that could not be read before', async (t) => {
  const failing = t.mock.method(promises, 'readFile', () => Promise.reject(new Error('EMFILE')));
  syncBuiltinESMExports();
  await assert.rejects(pageFile('/style.css'), { message: 'EMFILE' });
  failing.mock.restore();
  syncBuiltinESMExports();
  assert.equal((await pageFile('/style.css'))?.type, 'text/css; charset=utf-8');
});

test('has every module of the page', async () => {
  // Of the sources: what was built may have more.
  const names = readdirSync(new URL('../../../src/dashboard/page/', import.meta.url));
  const modules = names.filter((name) => name.endsWith('.ts')).map((name) => `/${basename(name, '.ts')}.js`);
  assert.ok(modules.length > 5);
  for (const path of modules) assert.equal((await pageFile(path))?.type, 'text/javascript; charset=utf-8', path);
});

test('has what its modules import', async () => {
  const isAsked = new Set(['/main.js']);
  for (const path of isAsked) {
    const script = Buffer.from((await pageFile(path))?.bytes ?? []).toString();
    assert.notEqual(script, '', path);
    for (const [, name = ''] of script.matchAll(/^(?:import|export) [^;]*?from '([^']+)';$/gm))
      isAsked.add(new URL(name, `http://localhost${path}`).pathname);
  }
  for (const path of ['/dom.js', '/core/format.js', '/core/outcome.js']) assert.ok(isAsked.has(path), path);
});

test('has what the page asks for', async () => {
  const page = Buffer.from((await pageFile('/'))?.bytes ?? []).toString();
  const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  assert.deepEqual(asked, ['/icon.svg', '/style.css', '/d3.js', '/plot.js', '/main.js']);
  for (const path of asked) assert.ok(((await pageFile(path))?.bytes.length ?? 0) > 100, path);
});

test('reads a file once', async () => {
  assert.equal((await pageFile('/d3.js'))?.bytes, (await pageFile('/d3.js'))?.bytes);
});

for (const path of ['', '/index.html', '/main.ts', '/../package.json', '/constructor', '//', '/%2e%2e/x']) {
  test(`has nothing at ${path === '' ? 'no path' : path}`, async () => {
    assert.deepEqual([isPageFile(path), await pageFile(path)], [false, null]);
  });
}
