/** What each thread does, and what the time of all of them goes into. */
import type { Stage } from '../../core/stage-clock.js';
import type { Figures, Worker } from '../message.js';
import { barCell, byId, element, keyedList, numberCell, rowHeader, setText } from './dom.js';
import { count, duration } from './numbers.js';

interface Row {
  readonly share: number | null;
  readonly text: string;
}

const WORDS: Readonly<Record<Stage, string>> = {
  decode: 'Decode bz2',
  encode: 'Join and encode',
  fetch: 'Wait for media',
  write: 'Write files',
  sync: 'Wait for the disk',
};
const STAGES: ReadonlyMap<string, string> = new Map(Object.entries(WORDS));

function shareRows(id: string, isText: boolean): (entries: readonly (readonly [string, Row])[]) => void {
  return keyedList<Row>(byId(id, HTMLTableSectionElement), (name) => {
    const bar = barCell();
    const text = isText ? element('td') : numberCell();
    return {
      node: element('tr', '', rowHeader(name), bar.cell, text),
      update(row) {
        bar.update(row.share);
        setText(text, row.text);
      },
    };
  });
}

const showWorkers = shareRows('workers', true);
const showStages = shareRows('stages', false);

export function showWork({ workers, mainBusy, stages }: Figures): void {
  const main = ['Main', { share: mainBusy, text: 'hands out work' }] as const;
  showWorkers([main, ...workers.map((worker) => [`Worker ${worker.id}`, rowOf(worker)] as const)]);
  const all = Object.values(stages).reduce((sum, seconds) => sum + seconds, 0);
  showStages(
    Object.entries(stages).map(([stage, seconds]) => [
      STAGES.get(stage) ?? stage,
      { share: all === 0 ? 0 : seconds / all, text: duration(seconds) },
    ]),
  );
}

function rowOf({ busy, shards }: Worker): Row {
  const names = shards.map(({ shard, row }) => (row === null ? count(shard) : `${count(shard)} at row ${count(row)}`));
  const text = names.length === 0 ? 'decodes, or waits' : `shard${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
  return { share: busy, text };
}
