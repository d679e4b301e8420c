/** What became of one wanted file as a line of JSON: in `outcomes/*.jsonl`, and in the journal of a shard under way. */
import { OUTCOMES, type MediaResult } from './outcome.js';

export interface NamedResult {
  readonly photoId: string;
  readonly result: MediaResult;
}

/** The line, with its LF. */
export function outcomeLine({ photoId, result }: NamedResult): string {
  const { outcome, path, bytes, sha256, type, url, host, status, attempts, milliseconds, detail } = result;
  const line = {
    photo_id: photoId,
    outcome,
    url,
    host,
    status,
    attempts,
    milliseconds,
    path,
    type,
    bytes,
    sha256,
    detail,
  };
  const { image, isPutOff } = result;
  if (image === undefined && !isPutOff) return `${JSON.stringify(line)}\n`;
  const rest = { ...(image === undefined ? {} : { image }), ...(isPutOff ? { put_off: true } : {}) };
  return `${JSON.stringify({ ...line, ...rest })}\n`;
}

/** Null for what is no such line: the last one of a killed process may be cut short. */
export function parseOutcomeLine(text: string): NamedResult | null {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isLine(line)) return null;
  const { photo_id: photoId, put_off: isPutOff = false, ...result } = line;
  return { photoId, result: { ...result, isPutOff } };
}

type OutcomeLine = Omit<MediaResult, 'isPutOff'> & { readonly photo_id: string; readonly put_off?: boolean };

/** A border: the lines are this file's own, so what tells them from torn ones is enough. */
function isLine(line: unknown): line is OutcomeLine {
  if (typeof line !== 'object' || line === null || !('photo_id' in line) || !('outcome' in line)) return false;
  return OUTCOMES.some((outcome) => outcome === line.outcome);
}
