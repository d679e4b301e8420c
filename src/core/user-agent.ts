/** What may stand in a `User-Agent` header. */
import { YfccError } from './errors.js';

/** No control character, which could end the header, and no letter of more than a byte, which would be cut to one. */
const HEADER_VALUE = /^[\t -~\u0080-\u00ff]*$/;

/** @throws YfccError `usage` for what no header may hold */
export function checkUserAgent(userAgent: string): void {
  if (HEADER_VALUE.test(userAgent)) return;
  throw new YfccError('usage', `Expected --user-agent without control characters, got ${JSON.stringify(userAgent)}.`);
}
