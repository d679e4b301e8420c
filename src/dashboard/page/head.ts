/** The state of the job in words and large figures. */
import type { Phase, StateMessage } from '../message.js';
import type { Link } from './connection.js';
import { byId, element, keyedList, setText, show } from './dom.js';
import type { History } from './history.js';
import { count, duration, figure, size, sizeText, type Quantity } from './numbers.js';
import { came, failed, hasMedia } from './outcomes.js';

const PHASES: Readonly<Record<Phase, string>> = {
  opening: 'Looking at the sources',
  running: 'Running',
  paused: 'Paused',
  'short of space': 'Waiting for disk space',
  finished: 'Finished',
  interrupted: 'Interrupted',
  failed: 'Failed',
};

/** Newest seconds that a rate of now is taken over. */
const NOW_SECONDS = 10;

interface Tile {
  readonly quantity: Quantity;
  readonly below: string;
}

const phaseMark = byId('phase', HTMLParagraphElement);
const announced = byId('announced', HTMLParagraphElement);
let said: string | null = null;

const showTiles = keyedList<Tile>(byId('tiles', HTMLDListElement), (name) => {
  const [value, unit, below] = [element('span', 'value'), element('span', 'unit'), element('span', 'below')];
  const node = element('div', 'tile', element('dt', '', name), element('dd', '', value, unit, below));
  return {
    node,
    update(tile) {
      setText(value, tile.quantity.value);
      setText(unit, tile.quantity.unit);
      setText(below, tile.below);
    },
  };
});

/** Said once to who listens to the page, when it changes. */
function announce(text: string): void {
  if (text === said) return;
  // Not the state that the page opens with: its words are there to be read.
  if (said !== null) announced.textContent = text;
  said = text;
}

export function showState(state: StateMessage, history: History): void {
  const { phase, out, figures, version } = state;
  phaseMark.dataset['phase'] = phase;
  setText(byId('phase-text', HTMLSpanElement), PHASES[phase]);
  announce(PHASES[phase]);
  setText(byId('out', HTMLParagraphElement), out ?? (figures === null ? '' : 'dry run'));
  setText(byId('version', HTMLSpanElement), `yfcc-engine ${version}`);
  const percent = ((figures?.fraction ?? 0) * 100).toFixed(1);
  document.title = `${percent}% ${PHASES[phase]} - yfcc`;
  setText(byId('percent', HTMLSpanElement), percent);
  byId('progress', HTMLProgressElement).value = figures?.fraction ?? 0;
  setText(byId('left', HTMLSpanElement), leftText(state));
  setText(byId('elapsed', HTMLSpanElement), elapsedText(state));
  showTiles(tiles(state, history));
  showEnding(state);
}

function leftText({ phase, figures, ending }: StateMessage): string {
  if (ending !== null) return PHASES[phase];
  const seconds = figures?.remainingSeconds ?? null;
  return seconds === null ? 'Time left unknown' : `${duration(seconds)} left`;
}

function elapsedText({ figures, resumedShards }: StateMessage): string {
  if (figures === null) return '';
  const before = resumedShards > 0 ? `, behind ${count(resumedShards)} shards of earlier runs` : '';
  return `${duration(figures.elapsedSeconds)} so far, ${count(figures.shards)} shards done${before}`;
}

function tiles({ figures, ending }: StateMessage, history: History): (readonly [string, Tile])[] {
  if (figures === null) return [];
  const { rows, records, rejects, rowsPerSecond, textBytes, elapsedSeconds, outcomes, mediaBytes } = figures;
  const isOver = ending !== null;
  const rate = isOver ? rowsPerSecond : (history.rate('rows', NOW_SECONDS) ?? rowsPerSecond);
  const text = size(elapsedSeconds > 0 ? textBytes / elapsedSeconds : 0);
  const mediaRate = history.rate('mediaFiles', NOW_SECONDS) ?? 0;
  const gone = outcomes['gone'] ?? 0;
  return [
    ['Rows', tile(count(rows), '', `${count(records)} records`)],
    ['Speed', tile(count(rate), 'rows/s', isOver ? 'over the whole run' : `${count(rowsPerSecond)} on average`)],
    ['Text', tile(text.value, `${text.unit}/s`, `${sizeText(textBytes)} unpacked`)],
    ['Rejects', tile(count(rejects), '', 'in finished shards')],
    ...(hasMedia(figures)
      ? ([
          ['Media', tile(count(came(outcomes)), 'files', `${count(gone)} gone, ${count(failed(outcomes))} failed`)],
          ['Media speed', tile(figure(mediaRate), 'files/s', `${sizeText(mediaBytes)} in all`)],
        ] as const)
      : []),
    ['Memory', { quantity: size(figures.rssBytes), below: `${sizeText(figures.peakBytes)} at its peak` }],
  ];
}

function tile(value: string, unit: string, below: string): Tile {
  return { quantity: { value, unit }, below };
}

function showEnding({ phase, ending }: StateMessage): void {
  const section = byId('ending', HTMLElement);
  show(section, ending !== null);
  if (ending === null) return;
  section.dataset['phase'] = phase;
  setText(byId('ending-title', HTMLHeadingElement), PHASES[phase]);
  setText(byId('ending-lines', HTMLPreElement), ending.lines.join('\n'));
  const advice = byId('ending-advice', HTMLParagraphElement);
  show(advice, ending.advice !== null);
  setText(advice, ending.advice ?? '');
}

/** Says whether what the page shows is of now. */
export function showLink(link: Link): void {
  const line = byId('link', HTMLParagraphElement);
  show(line, link.status !== 'open');
  line.dataset['status'] = link.status;
  document.body.dataset['link'] = link.status;
  setText(byId('link-text', HTMLSpanElement), linkText(link));
  // Also while it tries: a button that goes takes the focus with it.
  show(byId('retry', HTMLButtonElement), link.status === 'lost' || link.status === 'trying');
  if (link.status === 'lost') announce('Connection lost.');
  if (link.status === 'ended') announce('The job has ended. This page keeps what it shows.');
}

function linkText(link: Link): string {
  switch (link.status) {
    case 'open':
      return '';
    case 'trying':
      return 'Connecting again.';
    case 'lost':
      return `Connection lost. ${link.reason} Trying again in ${link.seconds} s; what is shown is of before.`;
    case 'ended':
      return 'The job has ended, and its server with it. This page keeps what it shows.';
  }
}
