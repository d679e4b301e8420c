import assert from 'node:assert/strict';
import test from 'node:test';
import { checkTemplate } from '../../src/jobs/template-option.js';

test('takes the names of fields, the kind, the path of the URL, and parts of the hash', () => {
  for (const template of ['http://m/{kind}/{h0-3}/{photo_id}.jpg', 'http://m{url_path}'])
    assert.doesNotThrow(() => checkTemplate(template), template);
});

test('refuses another name, and lists those that there are', () => {
  assert.throws(() => checkTemplate('http://m/{id}.jpg'), {
    code: 'usage',
    message: /^Expected --media-url-template to name fields of a record \(line_number, photo_id, .*\), got \{id\}\.$/,
  });
});
