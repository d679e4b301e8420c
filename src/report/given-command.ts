/** The command that a report is of, so that it can be given again. */
import { kebab } from '../jobs/check-option.js';
import type { RunOptions } from '../jobs/run-options.js';

/** Without the passwords that may stand in URLs: a report is shown around. */
export function givenCommand(options: RunOptions, command = 'yfcc run'): string {
  const words = Object.entries(options).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => {
      if (one === undefined || one === false) return [];
      return one === true ? [`--${kebab(name)}`] : [`--${kebab(name)}`, quoted(withoutPassword(String(one)))];
    }),
  );
  return [command, ...words].join(' ');
}

function withoutPassword(text: string): string {
  return text.replace(/(\/\/)[^/@\s]+@/g, '$1...@');
}

/** As a shell wants it. */
function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
