/** How times and shares read on the page, and how its data gets into a script. */

/** JSON that may stand in a `<script>`. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** `12.3 s` from a second on, `45.6 ms` below. */
export function time(micros: number): string {
  return micros >= 1e6 ? `${rounded(micros / 1e6)} s` : `${rounded(micros / 1000)} ms`;
}

/** `12.3%`; of nothing everything is 0%. */
export function share(micros: number, ofMicros: number): string {
  return `${(ofMicros === 0 ? 0 : (100 * micros) / ofMicros).toFixed(1)}%`;
}

/** Three digits, or all in front of the point. */
function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
