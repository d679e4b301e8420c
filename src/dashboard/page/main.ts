/** The page: events come in, and each part shows what is its own. */
import type { StateMessage } from '../message.js';
import { drawCharts } from './charts.js';
import { Connection } from './connection.js';
import { sender, steering } from './controls.js';
import { showCounts } from './counts.js';
import { byId, show } from './dom.js';
import { showLink, showState } from './head.js';
import { History } from './history.js';
import { hostsTable } from './hosts.js';
import { showNotes } from './notes.js';
import { hasMedia } from './outcomes.js';
import { pictureList } from './pictures.js';
import { takeToken } from './token.js';
import { showWork } from './work.js';

const token = takeToken();
const send = sender(token);
const history = new History();
const showSteering = steering(send, token !== null);
const showHosts = hostsTable(token === null ? null : send);
const showPictures = pictureList(token);
let newest: StateMessage | null = null;

show(byId('reading', HTMLSpanElement), token === null);

function showAll(state: StateMessage): void {
  const { figures } = state;
  showState(state, history);
  showSteering(state);
  showNotes(state.notes);
  if (figures === null) return;
  showWork(figures);
  showCounts(figures);
  showHosts(figures.hosts, figures.elapsedSeconds);
  // With the job the server goes, too: what has come by then stays.
  if (state.ending === null) showPictures(figures.newest);
}

function drawAll(): void {
  const figures = newest?.figures ?? null;
  if (figures === null || document.hidden) return;
  drawCharts(history, hasMedia(figures));
}

const connection = new Connection(
  {
    state(message) {
      newest = message;
      showAll(message);
    },
    samples(message) {
      history.add(message);
      drawAll();
    },
    link: showLink,
  },
  token,
);

byId('retry', HTMLButtonElement).addEventListener('click', () => connection.tryNow());
document.addEventListener('visibilitychange', drawAll);
window.addEventListener('resize', drawAll);
await connection.keep();
