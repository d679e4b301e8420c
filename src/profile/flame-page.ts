/** The page of a job's CPU profiles: a flame graph a thread, and tables. One file that needs nothing else. */
import { escapeHtml } from '../core/html.js';
import type { PageCall, PageThread } from './browser/page-data.js';
import { FRAME_KINDS } from './frame.js';
import { hotFunctions } from './hot-functions.js';
import { PAGE_STYLE } from './page-style.js';
import { functionsTable, threadsTable } from './page-tables.js';
import { scriptJson } from './page-text.js';
import { mergeTrees, type CallNode, type ProfileTree } from './profile-tree.js';

/** Rows of a table of functions: so many by each of its two columns. */
const HOT_FUNCTIONS = 25;

/** Calls with less than this of a thread's work are too narrow to be seen, and left out of the graph. */
const MIN_PERCENT = 0.02;

export interface FlamePage {
  /** What was profiled, in a line: the program, its version, what it ran on. */
  readonly subject: string;
  /** What is missing in it, a sentence each. */
  readonly notes: readonly string[];
  /** The main thread first. */
  readonly trees: readonly ProfileTree[];
  /** The scripts to inline, in this order. */
  readonly scripts: readonly PageScript[];
}

export interface PageScript {
  readonly code: string;
  /** Whether it imports, or uses what the browser gives to modules only. */
  readonly isModule: boolean;
}

/** The whole HTML file. */
export function flamePage({ subject, notes, trees, scripts }: FlamePage): string {
  const all = [...mergedWorkers(trees), ...trees];
  const threads = all.map(({ name, calls, busyMicros }): PageThread => {
    const children = calls.flatMap((call) => pageCalls(call, (busyMicros * MIN_PERCENT) / 100));
    return { name, top: { name, place: '', kind: '', value: busyMicros, self: 0, children } };
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>Where the time went: ${escapeHtml(subject)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>Where the time went</h1>
<p>${escapeHtml(subject)}</p>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
</header>
<main>
<section aria-labelledby="threads">
<h2 id="threads">Threads</h2>
<p>Shares of the time that each thread was there, by the clock. A function counts as working while it waits for a core, or in the system for a disk.</p>
${threadsTable(all)}
</section>
<section aria-labelledby="graph-title" class="scripted" hidden>
<h2 id="graph-title">Flame graph</h2>
<p>Each bar is a function, as wide as its time with all that it called; what it called stands below it. Idle time is left out, and calls of under ${MIN_PERCENT}% of the work.</p>
<div class="controls">
<label>Thread <select id="thread">${all.map(({ name }) => `<option>${escapeHtml(name)}</option>`).join('')}</select></label>
<label>Find <input id="find" type="search" placeholder="function or file" autocomplete="off" spellcheck="false"></label>
<button id="whole" type="button">Whole graph</button>
</div>
<p id="found" role="status"></p>
<ul class="legend">${Object.entries(FRAME_KINDS)
    .map(([kind, name]) => `<li><span class="key" data-kind="${kind}"></span>${name}</li>`)
    .join('')}</ul>
<div id="graph"></div>
<p id="details"></p>
<p class="hint">Click a bar, or press Enter on it, to have it as wide as the graph. Arrow keys go from bar to bar, Escape back to the whole.</p>
</section>
<section aria-labelledby="functions">
<h2 id="functions">Functions</h2>
<p>Those with the most time of their own, and those with the most time in all, as shares of the work. A function that calls itself counts once.</p>
<p id="none-found" role="status"></p>
${all.map((tree) => `<div class="thread" id="${escapeHtml(tree.name)}">${functionsTable(tree, hotFunctions(tree, HOT_FUNCTIONS))}</div>`).join('\n')}
</section>
</main>
<footer>
<p>The files beside this one, <code>*.cpuprofile</code>, have every sample; Chromium's DevTools open them (Performance, Load profile).</p>
</footer>
<script type="application/json" id="data">${scriptJson(threads)}</script>
${scripts.map(scriptElement).join('\n')}
</body>
</html>
`;
}

/** Of one worker nothing is merged. */
function mergedWorkers(trees: readonly ProfileTree[]): readonly ProfileTree[] {
  const workers = trees.filter(({ name }) => name.startsWith('worker-'));
  return workers.length > 1 ? [mergeTrees('all-workers', workers)] : [];
}

function pageCalls({ name, place, kind, totalMicros, selfMicros, calls }: CallNode, leastMicros: number): PageCall[] {
  if (totalMicros < leastMicros) return [];
  const children = calls.flatMap((call) => pageCalls(call, leastMicros));
  return [{ name, place, kind, value: totalMicros, self: selfMicros, children }];
}

function scriptElement({ code, isModule }: PageScript): string {
  // The end of the element may stand in no text of the program.
  return `<script${isModule ? ' type="module"' : ''}>\n${code.replaceAll('</script', String.raw`<\/script`)}\n</script>`;
}
