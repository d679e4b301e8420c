/** Headers of every answer: what the page may load, and that nobody else may have it in a frame, read it or guess its type. */

/**
 * Of the style that Plot puts into each of its drawings, whose text does not change: it is the only one that is not in a
 * file of ours. A new release of Plot may need another; the test in a browser says so.
 */
const PLOT_STYLE = 'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww=';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${PLOT_STYLE}'`,
  // Pictures are fetched with the token, and shown from memory.
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
