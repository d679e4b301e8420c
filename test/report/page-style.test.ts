import assert from 'node:assert/strict';
import test from 'node:test';
import { PAGE_STYLE } from '../../src/report/page-style.js';

/** Of WCAG 2.2, 1.4.3: text of this size. */
const LEAST_CONTRAST = 4.5;

const TEXT = ['ink', 'soft', 'blue', 'orange', 'green', 'purple', 'brown', 'grey'];

/** What comes first in a style sheet that sets it anew further on: light, dark, paper. */
function colorsOf(scheme: number): Record<string, string> {
  const block = PAGE_STYLE.split(':root {')[scheme + 1]?.split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--(\w+): (#[0-9a-f]{3,6})/g)].map(([, name = '', color = '']) => [name, color]),
  );
}

function luminance(color: string): number {
  const digits =
    color.length === 4
      ? (color.slice(1).replace(/./g, '$&$&').match(/../g) ?? [])
      : (color.slice(1).match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => {
    const value = Number.parseInt(pair, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

for (const [scheme, name] of ['light', 'dark', 'on paper'].entries()) {
  test(`text and names in plots stand out from what is behind them, ${name}`, () => {
    const colors = colorsOf(scheme);
    for (const text of TEXT)
      for (const ground of ['ground', 'raised']) {
        const ratio = contrast(colors[text] ?? '', colors[ground] ?? '');
        assert.ok(ratio >= LEAST_CONTRAST, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
  });
}
