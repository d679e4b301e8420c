/** How the flame graph's page looks: light or dark as the reader's system is, and from a phone's width on. */
import { FRAME_KINDS } from './frame.js';

export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --soft: #55555e; --paper: #ffffff; --tint: #f2f2f5; --line: #c9c9d2; --link: #0b57a4; --focus: #0b57a4;
  --top: #e4e4ea; --wasm: #f7b27a; --engine: #f2d56b; --library: #b5dca6; --node: #a3cbf0; --native: #d3d3da; --gc: #f0aecb;
  --found: #5b1a8c; --found-ink: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ececf1; --soft: #b4b4bf; --paper: #17171b; --tint: #24242a; --line: #4a4a55; --link: #8ec3ff; --focus: #8ec3ff;
    --top: #34343c; --wasm: #8a4a12; --engine: #6a5600; --library: #2d6128; --node: #1d5080; --native: #4b4b55; --gc: #7d2f58;
    --found: #e5c1ff; --found-ink: #1b1b1f;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 50rem; }
header p, .hint, footer, caption { color: var(--soft); }
.note { border-left: 4px solid var(--wasm); padding-left: .75rem; color: var(--ink); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; }
thead th { color: var(--soft); vertical-align: bottom; font-size: .875rem; }
th:first-child { text-align: left; }
.threads th, .threads td { white-space: nowrap; }
.functions { width: 100%; table-layout: fixed; margin-bottom: 1.5rem; }
.functions th:first-child { width: 60%; overflow-wrap: anywhere; }
caption { text-align: left; padding: .25rem .6rem; }
.place, .time { display: block; color: var(--soft); font-size: .8125rem; }
.key { display: inline-block; width: .75em; height: .75em; margin-right: .4em; border: 1px solid var(--soft); border-radius: 2px; }
button, select, input { font: inherit; min-height: 2.25rem; padding: .2rem .6rem; color: var(--ink); background: var(--tint); border: 1px solid var(--soft); border-radius: 4px; }
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.controls label { display: inline-flex; gap: .4rem; align-items: center; }
.controls input { width: 14rem; max-width: 60vw; }
#found:empty, #none-found:empty { display: none; }
#found { margin: .5rem 0 0; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: 0; margin: .75rem 0 .5rem; font-size: .875rem; }
#graph { max-height: 75vh; overflow: auto; border: 1px solid var(--line); background: var(--tint); }
#graph svg { display: block; }
#details { min-height: 3em; font-size: .9375rem; overflow-wrap: anywhere; }
.name-button, .sort-button { min-height: 1.5rem; padding: 0; border: 0; background: none; text-align: inherit; overflow-wrap: anywhere; cursor: pointer; text-decoration: underline dotted var(--soft); text-underline-offset: 3px; }
.sort-button { color: inherit; }
[aria-sort="descending"] .sort-button::after { content: " \\2193"; }
.d3-flame-graph g.frame rect { fill: var(--top); fill-opacity: 1; stroke: var(--tint); stroke-width: 1; }
.d3-flame-graph g.frame .d3-flame-graph-label { font: 12px/22px system-ui, sans-serif; color: var(--ink); }
.d3-flame-graph g.frame:hover rect { stroke: var(--ink); stroke-width: 1.5; cursor: pointer; }
.d3-flame-graph g.frame:focus { outline: none; }
.d3-flame-graph g.frame:focus-visible rect { stroke: var(--ink); stroke-width: 3; }
${Object.keys(FRAME_KINDS)
  .map(
    (kind) => `.d3-flame-graph g.frame[data-kind="${kind}"] rect { fill: var(--${kind}); }
.key[data-kind="${kind}"] { background: var(--${kind}); }`,
  )
  .join('\n')}
.d3-flame-graph g.frame.fade { opacity: 1 !important; }
.d3-flame-graph g.frame.fade rect { fill: var(--tint); stroke: var(--line); }
.d3-flame-graph g.frame.match rect { fill: var(--found); }
.d3-flame-graph g.frame.match .d3-flame-graph-label { color: var(--found-ink); }
@media (max-width: 40rem) {
  body { padding: .75rem; font-size: 15px; }
  th, td { padding: .3rem .35rem; }
  .functions th:first-child { width: 52%; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
