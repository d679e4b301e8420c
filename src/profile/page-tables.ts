/** The tables of the flame graph's page, which say the same as the graph, in numbers. */
import { escapeHtml } from '../core/html.js';
import { FRAME_KINDS, type FrameKind } from './frame.js';
import type { HotFunction } from './hot-functions.js';
import { share, time } from './page-text.js';
import { microsByKind, type ProfileTree } from './profile-tree.js';

// An object's keys are those that its type says.
const KINDS = Object.keys(FRAME_KINDS) as FrameKind[];

/** A row a thread: how long it was seen, how much of that it worked, and in what. */
export function threadsTable(trees: readonly ProfileTree[]): string {
  const heads = KINDS.map((kind) => `<th scope="col">${kindKey(kind)}${FRAME_KINDS[kind]}</th>`).join('');
  return `<div class="scroll" tabindex="0" role="region" aria-label="Table of threads">
<table class="threads">
<thead><tr><th scope="col">Thread</th><th scope="col">Seen for</th><th scope="col">Busy</th>${heads}<th scope="col">idle</th></tr></thead>
<tbody>
${trees.map(threadRow).join('\n')}
</tbody>
</table>
</div>`;
}

function threadRow(tree: ProfileTree): string {
  const { name, busyMicros, idleMicros } = tree;
  const seen = busyMicros + idleMicros;
  const byKind = microsByKind(tree);
  const shares = KINDS.map((kind) => `<td>${share(byKind[kind], seen)}</td>`).join('');
  return `<tr><th scope="row"><a href="#${escapeHtml(name)}">${escapeHtml(name)}</a></th><td>${time(seen)}</td><td>${share(busyMicros, seen)}</td>${shares}<td>${share(idleMicros, seen)}</td></tr>`;
}

/** A row a function, with its own time and all of it, as shares of the busy time. */
export function functionsTable(
  { name, busyMicros, idleMicros }: ProfileTree,
  functions: readonly HotFunction[],
): string {
  const idle = `${time(idleMicros)} idle (${share(idleMicros, busyMicros + idleMicros)})`;
  return `<table class="functions">
<caption>${escapeHtml(name)}: ${time(busyMicros)} of work, ${idle}</caption>
<thead><tr><th scope="col">Function</th><th scope="col" data-column="self" aria-sort="descending">Itself</th><th scope="col" data-column="total" aria-sort="none">With what it called</th></tr></thead>
<tbody>
${functions.map((one) => functionRow(one, busyMicros)).join('\n')}
</tbody>
</table>`;
}

function functionRow({ frame, selfMicros, totalMicros }: HotFunction, busyMicros: number): string {
  const { name, place, kind } = frame;
  const where = place === '' ? '' : ` <span class="place">${escapeHtml(place)}</span>`;
  return `<tr data-self="${selfMicros}" data-total="${totalMicros}"><th scope="row">${kindKey(kind)}<span class="name">${escapeHtml(name)}</span>${where}</th>${timeCell(selfMicros, busyMicros)}${timeCell(totalMicros, busyMicros)}</tr>`;
}

function timeCell(micros: number, busyMicros: number): string {
  return `<td>${share(micros, busyMicros)} <span class="time">${time(micros)}</span></td>`;
}

/** The colour that a kind of code has in the graph. */
function kindKey(kind: FrameKind): string {
  return `<span class="key" data-kind="${kind}" title="${FRAME_KINDS[kind]}"></span>`;
}
