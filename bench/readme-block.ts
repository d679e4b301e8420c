/** Replaces what stands between the two markers of a Markdown text. */
import { YfccError } from '../src/core/errors.js';

export const BEGIN = '<!-- bench:begin -->';
export const END = '<!-- bench:end -->';

/**
 * The text with `block` between the markers, an empty line on either side, and all else as it was. Throws
 * `YfccError` (`bad-input`) when the two markers are not there, each once and in order.
 */
export function replaceBlock(text: string, block: string): string {
  const [before, inside, ...moreBegins] = text.split(BEGIN);
  const [, after, ...moreEnds] = inside?.split(END) ?? [];
  if (before === undefined || after === undefined || before.includes(END) || moreBegins.length + moreEnds.length > 0) {
    throw new YfccError('bad-input', `Expected \`${BEGIN}\` and behind it \`${END}\`, each once, got another text.`);
  }
  return `${before}${BEGIN}\n\n${block.trim()}\n\n${END}${after}`;
}
