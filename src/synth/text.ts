/** Makes titles, sentences and tags in four kinds of script, form-URL-encoded as they stand in the dataset file. */
import { encode } from '../core/url-encoding.js';
import type { Random } from './random.js';
import { ARABIC_WORDS, CJK_WORDS, ENGLISH_GLUE, ENGLISH_WORDS, LATIN_WORDS } from './words.js';

/** What a user writes in, or what is written in a place. */
export type Language = 'english' | 'latin' | 'cjk' | 'arabic';

// Words are encoded once, here; to encode every text anew would cost more than all the rest of a row.
const ENGLISH = ENGLISH_WORDS.map((word) => encode(word));
const GLUE = ENGLISH_GLUE.map((word) => encode(word));
const VOCABULARY: Readonly<Record<Language, readonly string[]>> = {
  english: ENGLISH,
  latin: LATIN_WORDS.map((word) => encode(word)),
  cjk: CJK_WORDS.map((word) => encode(word)),
  arabic: ARABIC_WORDS.map((word) => encode(word)),
};
/** About as many words as make up half of all text. */
const WORD_FLATNESS = 250;
const AWKWARD_TAGS = [
  'b&w',
  "johnstone o'shannessy & co",
  'f/1.8',
  'hiv/aids',
  '50% off',
  'c++',
  'a+b=c',
  'img_8641.jpg',
  '#1',
  'a,b',
  '"quoted"',
  '100°',
].map((text) => encode(text));
const SENTENCE_END = ['.', '.', '.', '.', '%21', '%3F', '...', '+%3A%29', '%0A', '.%0A%0A', '%0D%0A'];

/** One content word, encoded; the list's first words come oftener. */
export function word(random: Random, language: Language): string {
  return random.pickEarly(VOCABULARY[language], WORD_FLATNESS);
}

/** `count` words as one phrase, encoded, without capital or full stop. */
export function phrase(random: Random, language: Language, count: number): string {
  const gap = language === 'cjk' ? '' : '+';
  let text = word(random, language);
  for (let i = 1; i < count; i++) text += gap + phraseWord(random, language);
  return text;
}

/** Running text of about `count` words in sentences, encoded; line ends are `%0A`. */
export function prose(random: Random, language: Language, count: number): string {
  let text = '';
  for (let left = count; left > 0;) {
    const length = Math.min(left, random.between(3, 14));
    text += (text === '' || text.endsWith('%0A') ? '' : '+') + capitalised(phrase(random, language, length));
    left -= length;
    if (left > 0 || random.chance(0.6)) text += random.pick(SENTENCE_END);
  }
  return text;
}

/** A tag, encoded: one word, now and then two (`key+west`) or one with an awkward character (`b%26w`). */
export function tag(random: Random, language: Language): string {
  const first = word(random, language);
  if (random.chance(0.12)) return `${first}+${word(random, language)}`;
  return random.chance(0.01) ? random.pick(AWKWARD_TAGS) : first;
}

/** The first letter in upper case, where it is one that the encoding leaves alone. */
export function capitalised(encoded: string): string {
  return encoded.charAt(0).toUpperCase() + encoded.slice(1);
}

/** Half of what an English or accented sentence holds is glue: `the`, `of`, `and`. */
function phraseWord(random: Random, language: Language): string {
  if (language === 'english' && random.chance(0.5)) return random.pickEarly(GLUE, 20);
  if (language === 'latin' && random.chance(0.15)) return random.pickEarly(ENGLISH, WORD_FLATNESS);
  return word(random, language);
}
