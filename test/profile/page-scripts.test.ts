import assert from 'node:assert/strict';
import test from 'node:test';
import { pageScripts } from '../../src/profile/page-scripts.js';

test('gives the libraries, each with its licence in a comment in front, and the own script as a module', async () => {
  const scripts = await pageScripts();
  assert.deepEqual(
    scripts.map(({ isModule }) => isModule),
    [false, false, true],
  );
  const [d3, flameGraph, own] = scripts.map(({ code }) => code.slice(0, 2000));
  assert.match(d3 ?? '', /^\/\*! d3\n\nCopyright .* Mike Bostock\n.*THIS SOFTWARE\.\n\*\//s);
  assert.match(flameGraph ?? '', /^\/\*! d3-flame-graph\n\s+Apache License\s+Version 2\.0/);
  // No import is left in it: the page has no other file.
  assert.doesNotMatch(own ?? '', /^import /m);
});
