import assert from 'node:assert/strict';
import test from 'node:test';
import * as Plot from '@observablehq/plot';
import { figure } from '../../src/report/figure.js';
import { html } from '../../src/core/html.js';

test('is a picture with a label, in two widths, whose parts have none and whose style is the page', () => {
  const widths: number[] = [];
  const { markup } = figure({
    title: 'Rows',
    caption: 'Rows < a second.',
    label: 'Line of "rows".',
    plot: (width) => {
      widths.push(width);
      return { marks: [Plot.axisX({ label: 'seconds' }), Plot.lineY([1, 2, 3], { ariaLabel: 'a line' })] };
    },
    key: [{ name: 'rows', color: 'var(--blue)' }],
    numbers: html`<table></table>`,
  });
  assert.deepEqual(widths, [760, 340]);
  const pictures = [...markup.matchAll(/<svg[^>]*role="img"[^>]*>/g)].map(([tag]) => tag);
  assert.equal(pictures.length, 2);
  for (const tag of pictures) assert.match(tag, /aria-label="Line of &quot;rows&quot;\."/);
  assert.equal(markup.match(/aria-label/g)?.length, 2);
  assert.doesNotMatch(markup, /<style/);
  assert.match(markup, /Rows &lt; a second\./);
  assert.match(markup, /<summary>The numbers: rows<\/summary>\s*<table>/);
});
