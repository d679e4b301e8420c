import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BEGIN, END, replaceBlock } from '../../bench/readme-block.js';
import { YfccError } from '../../src/core/errors.js';

describe('replaceBlock', () => {
  it('replaces what stands between the markers and nothing else', () => {
    const text = `# Title\n\n${BEGIN}\n\nold\nnumbers\n\n${END}\n\n## Limits\n`;
    assert.equal(replaceBlock(text, 'new\n'), `# Title\n\n${BEGIN}\n\nnew\n\n${END}\n\n## Limits\n`);
  });

  it('fills an empty pair of markers', () => {
    assert.equal(replaceBlock(`${BEGIN}${END}`, 'new'), `${BEGIN}\n\nnew\n\n${END}`);
  });

  it('changes nothing the second time', () => {
    const once = replaceBlock(`a\n${BEGIN}\n${END}\n`, 'new');
    assert.equal(replaceBlock(once, 'new'), once);
  });

  it('takes the block as it is, dollar signs too', () => {
    assert.equal(replaceBlock(`${BEGIN}${END}`, "$& $' $1"), `${BEGIN}\n\n$& $' $1\n\n${END}`);
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
        () => replaceBlock(text, 'new'),
        (error) => error instanceof YfccError && error.code === 'bad-input',
      );
    });
  }
});
