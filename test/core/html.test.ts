import assert from 'node:assert/strict';
import test from 'node:test';
import { escapeHtml, html, markup } from '../../src/core/html.js';

test('escapes text, wherever it stands', () => {
  const text = `<b a="1" c='2'>&`;
  assert.equal(
    html`<i title="${text}">${text}</i>`.markup,
    '<i title="&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;</i>',
  );
});

test('escapes text for markup that is made without a template', () => {
  assert.equal(escapeHtml('<b class="x">&'), '&lt;b class=&quot;x&quot;&gt;&amp;');
});

test('takes what came out of a template as it is, also in lists, and leaves out null', () => {
  const inner = [html`<i>${1}</i>`, html`<i>${2}</i>`];
  assert.equal(
    html`<p>${inner}${null}${[]}${markup('<br>')}${['a', '<']}</p>`.markup,
    '<p><i>1</i><i>2</i><br>a&lt;</p>',
  );
});
