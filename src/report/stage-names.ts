/** What the stages of a job are called for people, and their colours in every report. */
import type { Stage } from '../core/stage-clock.js';

export const STAGE_NAMES: Readonly<Record<Stage, { readonly name: string; readonly color: string }>> = {
  decode: { name: 'bz2 to text', color: 'var(--blue)' },
  encode: { name: 'rows to records', color: 'var(--green)' },
  fetch: { name: 'media awaited', color: 'var(--purple)' },
  write: { name: 'files written', color: 'var(--orange)' },
  sync: { name: 'disk awaited', color: 'var(--grey)' },
};
