/** A result of one fetch, with what a test does not care for filled in. */
import type { MediaResult } from '../../src/core/outcome.js';

export function mediaResult(facts: Partial<MediaResult> = {}): MediaResult {
  return {
    outcome: 'gone',
    path: null,
    bytes: 0,
    sha256: null,
    type: null,
    url: 'http://host/a.jpg',
    host: 'host',
    status: 404,
    attempts: 3,
    milliseconds: 12,
    detail: 'got a page',
    isPutOff: false,
    ...facts,
  };
}
