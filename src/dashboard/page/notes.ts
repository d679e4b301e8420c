/** Warnings, notes and errors of the job, the newest first. */
import type { Note } from '../message.js';
import { byId, element, keyedList, show } from './dom.js';
import { clock } from './numbers.js';

const WORDS: Readonly<Record<Note['kind'], string>> = { warning: 'Warning', note: 'Note', error: 'Error' };

const update = keyedList<Note>(byId('notes', HTMLOListElement), () => {
  const [time, kind, text] = [element('time'), element('span', 'kind'), element('span', 'words')];
  return {
    node: element('li', '', time, kind, text),
    update(note) {
      if (text.textContent !== '') return;
      time.dateTime = new Date(note.atMs).toISOString();
      time.textContent = clock(note.atMs);
      kind.textContent = WORDS[note.kind];
      kind.dataset['kind'] = note.kind;
      text.textContent = note.text;
    },
  };
});

export function showNotes(notes: readonly Note[]): void {
  show(byId('no-notes', HTMLParagraphElement), notes.length === 0);
  const seen = new Map<string, number>();
  const entries = notes.map((note) => {
    const name = `${note.atMs} ${note.text}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [`${name} ${times}`, note] as const;
  });
  update(entries.toReversed());
}
