/** Replaces what stands between the two markers of a Markdown text. */
import { YfccError } from '../src/core/errors.js';

/**
 * The text with `block` between the two markers of that name, an empty line on either side, and all else as it was. Throws
 * `YfccError` (`bad-input`) when the two markers are not there, each once and in order.
 */
export function replaceBlock(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, inside, ...moreBegins] = text.split(begin);
  const [, after, ...moreEnds] = inside?.split(end) ?? [];
  if (before === undefined || after === undefined || before.includes(end) || moreBegins.length + moreEnds.length > 0) {
    throw new YfccError('bad-input', `Expected \`${begin}\` and behind it \`${end}\`, each once, got another text.`);
  }
  return `${before}${begin}\n\n${block.trim()}\n\n${end}${after}`;
}
