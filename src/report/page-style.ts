/**
 * How the reports look: light and dark as the reader's system has it, in one column that fits a phone, and black on
 * white on paper. Plots take their colours from here, too, so that one drawing does for both.
 *
 * Colours of things are told apart by people who see fewer of them (after Okabe and Ito, darkened or lightened until
 * text in them has a contrast of 4.5 to its ground), and nothing is told by colour alone.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --raised: #f5f6f7; --ink: #1a1d21; --soft: #565d66; --line: #d9dde2;
  --blue: #0060a0; --orange: #a84400; --green: #00704f; --purple: #8a3d78; --brown: #7a5c00; --grey: #5d646d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --raised: #1e2226; --ink: #e8eaed; --soft: #a9b0b8; --line: #3a4047;
    --blue: #6cb8f0; --orange: #f5a35c; --green: #4fc79b; --purple: #dd9fcf; --brown: #dcc052; --grey: #a3abb4;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 808px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums;
  overflow-wrap: break-word;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 .5rem; }
p { margin: 0 0 .75rem; }
code { font: .875em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.command { padding: .6rem .75rem; background: var(--raised); border-radius: 4px; }
.state { font-weight: 600; }
.state.done { color: var(--green); }
.state.interrupted { color: var(--brown); }
.state.failed { color: var(--orange); }
.lead { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--blue); background: var(--raised); }
.lead.failed { border-color: var(--orange); }
.lead p:last-child { margin: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); gap: 1rem; margin: 1.5rem 0; }
.facts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.facts dt { font-size: .875rem; line-height: 1.35; color: var(--soft); }
.facts dd { margin: 0; font-size: 1.35rem; line-height: 1.3; font-weight: 600; }
figure { margin: 2.5rem 0 0; break-inside: avoid; }
figcaption h2 { margin: 0 0 .25rem; }
figcaption p { margin: 0 0 .75rem; }
.plot { display: block; width: 100%; height: auto; max-width: 100%; }
.plot text { white-space: pre; }
.narrow { display: none; }
details { margin: .5rem 0 0; }
summary { cursor: pointer; color: var(--soft); font-size: .875rem; padding: .25rem 0; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; }
th, td { padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; }
thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
thead .number { white-space: normal; }
tbody th { font-weight: 400; min-width: 6.5rem; }
th:last-child, td:last-child { padding-right: 0; }
td.text { overflow-wrap: anywhere; min-width: 11rem; }
.scroll + p { margin-top: .75rem; }
.bar-cell { width: 34%; min-width: 96px; vertical-align: middle; }
.bar { display: block; width: 100%; height: .8rem; }
.swatch { display: inline-block; width: 1.5rem; height: .75rem; margin-right: .4rem; }
.key { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0 0 .5rem; padding: 0; list-style: none; font-size: .875rem; }
.messages { padding: 0; list-style: none; font-size: .875rem; }
.messages li { padding: .3rem 0; border-bottom: 1px solid var(--line); }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .875rem; color: var(--soft); }
@media (max-width: 600px) {
  body { padding: 1rem 1rem 2rem; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media print {
  :root {
    color-scheme: light; --ground: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb;
    --blue: #0060a0; --orange: #a84400; --green: #00704f; --purple: #8a3d78; --brown: #7a5c00; --grey: #5d646d;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .wide { display: block; } .narrow { display: none; }
  details:not([open]) { display: none; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
}
`;
