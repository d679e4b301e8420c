import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replaceBlock } from '../../bench/readme-block.js';
import { YfccError } from '../../src/core/errors.js';

const BEGIN = '<!-- x:begin -->';
const END = '<!-- x:end -->';

describe('replaceBlock', () => {
  it('replaces what stands between the markers and nothing else', () => {
    const text = `# Title\n\n${BEGIN}\n\nold\nnumbers\n\n${END}\n\n## Limits\n`;
    assert.equal(replaceBlock(text, 'x', 'new\n'), `# Title\n\n${BEGIN}\n\nnew\n\n${END}\n\n## Limits\n`);
  });

  it('fills an empty pair of markers', () => {
    assert.equal(replaceBlock(`${BEGIN}${END}`, 'x', 'new'), `${BEGIN}\n\nnew\n\n${END}`);
  });

  it('changes nothing the second time', () => {
    const once = replaceBlock(`a\n${BEGIN}\n${END}\n`, 'x', 'new');
    assert.equal(replaceBlock(once, 'x', 'new'), once);
  });

  it('leaves what stands between markers of another name', () => {
    const text = `<!-- y:begin -->old<!-- y:end -->${BEGIN}${END}`;
    assert.equal(replaceBlock(text, 'x', 'new'), `<!-- y:begin -->old<!-- y:end -->${BEGIN}\n\nnew\n\n${END}`);
  });

  it('takes the block as it is, dollar signs too', () => {
    assert.equal(replaceBlock(`${BEGIN}${END}`, 'x', "$& $' $1"), `${BEGIN}\n\n$& $' $1\n\n${END}`);
  });

  const refused: readonly { readonly name: string; readonly text: string }[] = [
    { name: 'no markers', text: 'text\n' },
    { name: 'no end', text: `${BEGIN} text` },
    { name: 'no begin', text: `text ${END}` },
    { name: 'the end first', text: `${END} text ${BEGIN}` },
    { name: 'an end on either side', text: `${END} ${BEGIN} ${END}` },
    { name: 'two begins', text: `${BEGIN} ${BEGIN} ${END}` },
    { name: 'two pairs', text: `${BEGIN} ${END} ${BEGIN} ${END}` },
    { name: 'two ends', text: `${BEGIN} ${END} ${END}` },
  ];
  for (const { name, text } of refused) {
    it(`refuses a text with ${name}`, () => {
      assert.throws(
        () => replaceBlock(text, 'x', 'new'),
        (error) => error instanceof YfccError && error.code === 'bad-input',
      );
    });
  }
});
