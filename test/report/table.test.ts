import assert from 'node:assert/strict';
import test from 'node:test';
import { html } from '../../src/core/html.js';
import { bar, table } from '../../src/report/table.js';

test('heads its rows and columns, and can be scrolled by keys', () => {
  const { markup } = table({
    label: 'Sizes',
    columns: [{ name: 'File' }, { name: '', kind: 'bar' }, { name: 'Size' }],
    rows: [['<a>', html`<i></i>`, '12']],
  });
  assert.equal(
    markup.replace(/\s*\n\s*/g, '').trim(),
    '<div class="scroll" role="region" tabindex="0" aria-label="Sizes"><table><thead><tr><th scope="col" class="text">File</th><td></td><th scope="col" class="number">Size</th></tr></thead><tbody><tr><th scope="row" class="text">&lt;a&gt;</th><td class="bar-cell"><i></i></td><td class="number">12</td></tr></tbody></table></div>',
  );
});

test('a bar has its parts side by side', () => {
  const { markup } = bar([
    { share: 0.25, color: 'red' },
    { share: 0.5, color: 'var(--blue)' },
  ]);
  assert.match(markup, /<rect x="0\.00%" width="25\.00%" height="100%" fill="red" \/>/);
  assert.match(markup, /<rect x="25\.00%" width="50\.00%" height="100%" fill="var\(--blue\)" \/>/);
});
