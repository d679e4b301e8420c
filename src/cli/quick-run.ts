/**
 * `yfcc run` without yargs, which takes longer to load than a job of some thousand rows takes to run. What Node's own
 * parser can't read for sure is for yargs, which says what is wrong with it.
 */
import { parseArgs } from 'node:util';
import { kebab } from '../jobs/check-option.js';
import type { RunOptions } from '../jobs/run-options.js';
import type { CliContext } from './context.js';
import { exitCodeOf } from './fail.js';
import { optionsOf } from './run-command.js';
import { RUN_EDGE_FLAGS, RUN_FLAGS } from './run-flags.js';
import { runReported, type EdgeFlags } from './run.js';

/** As the entries of `RUN_FLAGS` are, to yargs. */
interface Flag {
  readonly type?: 'string' | 'number' | 'boolean';
  readonly array?: boolean;
  readonly choices?: readonly string[];
}

const FLAGS: Readonly<Record<string, Flag>> = { ...RUN_FLAGS, ...RUN_EDGE_FLAGS };

/** What is meant by a text in quotes, by a dash, or by none is yargs' to say. */
const PLAIN_TEXT = /^[^'"-]/;
const PLAIN_NUMBER = /^(0|[1-9]\d{0,14})(\.\d{1,15})?$/;

/** Runs `run` and gives its exit code; null when the words are not plainly those of `run`. Never throws. */
export async function quickRun(argv: readonly string[], context: CliContext): Promise<number | null> {
  const flags = readRunFlags(argv);
  if (flags === null) return null;
  return exitCodeOf(() => runReported(optionsOf(flags), flags, context), context);
}

/** The options as yargs gives them, without those that were not given; null for words that are not plainly options. */
export function readRunFlags([command, ...args]: readonly string[]): (RunOptions & EdgeFlags) | null {
  if (command !== 'run' || args.includes('--')) return null;
  const names = Object.keys(FLAGS);
  const options = Object.fromEntries(names.map((name) => [kebab(name), optionOf(FLAGS[name])]));
  let words: Readonly<Record<string, unknown>>;
  try {
    words = parseArgs({ args, options }).values;
  } catch {
    return null;
  }
  const given = names.flatMap((name) => {
    const word = words[kebab(name)];
    return word === undefined ? [] : [[name, valueOf(word, FLAGS[name])] as const];
  });
  // The job checks the values.
  return given.some(([, value]) => value === null) ? null : Object.fromEntries(given);
}

function optionOf(
  flag: Flag = {},
): { readonly type: 'boolean' } | { readonly type: 'string'; readonly multiple: true } {
  return flag.type === 'boolean' ? { type: 'boolean' } : { type: 'string', multiple: true };
}

/** Of what was given for one option; null when that is not plain. Of an option given twice the last counts. */
function valueOf(word: unknown, { type, array = false, choices }: Flag = {}): unknown {
  if (!Array.isArray(word)) return word;
  const texts = word.map(String);
  if (!texts.every((text) => PLAIN_TEXT.test(text) && (choices?.includes(text) ?? true))) return null;
  if (type !== 'number') return array ? texts : texts.at(-1);
  return texts.every((text) => PLAIN_NUMBER.test(text)) ? Number(texts.at(-1)) : null;
}
