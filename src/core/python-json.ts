/** JSON as Python 3 writes it with `json.dump(d, f, sort_keys=True, indent=4)`: pure ASCII, keys in code point order. */

const INDENT = '    ';

/** Python's ESCAPE_ASCII: a quote, a backslash, or what is not printable ASCII. */
const ESCAPED = /["\\]|[^ -~]/g;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
]);

/** A dict of strings and dicts. A Map, since an object would put keys like `1` first and has no key `__proto__`. */
export type PythonDict = ReadonlyMap<string, string | PythonDict>;

/** The JSON of a dict, without a line end, as Python's. */
export function pythonJson(dict: PythonDict, margin = ''): string {
  if (dict.size === 0) return '{}';
  const inner = margin + INDENT;
  const members = [...dict]
    .sort(([left], [right]) => byCodePoint(left, right))
    .map(
      ([key, value]) =>
        `${inner}${quoted(key)}: ${typeof value === 'string' ? quoted(value) : pythonJson(value, inner)}`,
    );
  return `{\n${members.join(',\n')}\n${margin}}`;
}

function quoted(text: string): string {
  return `"${text.replace(ESCAPED, escaped)}"`;
}

/** Called with one UTF-16 unit: a character beyond U+FFFF is written as two escapes, as Python does. */
function escaped(unit: string): string {
  return SHORT_ESCAPES.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JavaScript's own order is by UTF-16 unit, which puts U+10000 and up before U+E000. */
function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    // The second half of a pair is compared once more by itself: equal, as the pair was.
    const difference = (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
