"""How pages look: what all of them share, what a document has besides, and what makes it fit on one sheet of paper."""

PAGE = """
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --shade: #f3f5f7; --link: #0b5394;
  --mark: #0b6e99;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --ink: #e6e8ea; --quiet: #a3abb4; --line: #3b434c; --shade: #1f242a; --link: #8ec1f5;
    --mark: #6cc0e5;
  }
}
@media (forced-colors: active) {
  :root {
    --page: Canvas; --ink: CanvasText; --quiet: CanvasText; --line: CanvasText; --shade: Canvas; --link: LinkText;
    --mark: Highlight;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 56rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
a { color: var(--link); }
:target > :is(h2, h3, h4) { background: var(--shade); }
h1 { line-height: 1.25; }
h2 { margin: 3rem 0 1rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); line-height: 1.25; }
h3, h4 { margin: 2rem 0 .5rem; line-height: 1.3; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.05rem; }
code { color: var(--quiet); font-size: .9em; font-weight: normal; }
pre { overflow-x: auto; padding: .75rem; background: var(--shade); line-height: 1.2; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
dl { margin: .5rem 0; }
dl > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 1rem; padding: .2rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.wide { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; }
th, td { padding: .2rem .75rem .2rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th[scope="row"] { font-weight: normal; }
details { margin-left: .25rem; color: var(--quiet); font-size: .9rem; }
summary { cursor: pointer; }
.sign { margin: .75rem 0 0; padding: .5rem .75rem; background: var(--shade); display: flex; gap: .5rem 1rem; }
.box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid currentColor; vertical-align: -.125em; }
.write { flex: 1; min-width: 4rem; border-bottom: 1px solid currentColor; }
.sign span { white-space: nowrap; }
.signature { display: flex; gap: 1rem; margin: 1.75rem 0; max-width: 32rem; }
.signature span:first-child { width: 6rem; }
@media (max-width: 36rem) {
  .wide { overflow-wrap: anywhere; font-size: .8rem; }
  th, td { padding-right: .4rem; }
  pre { font-size: min(.9rem, 3.2vw); }
  dl > div { grid-template-columns: minmax(0, 1fr); padding: .35rem 0; }
}
@page { margin: 18mm; }
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --ink: #000; --quiet: #444; --line: #999; --shade: #fff; --link: #000; --mark: #333;
  }
  body { max-width: none; padding: 0; font: 9pt/1.35 system-ui, sans-serif; }
  a { text-decoration: none; }
  nav details { display: none; }
  footer { break-before: avoid; }
  h2 { margin-top: 1.5rem; }
  h3, h4 { margin: 1rem 0 .25rem; }
  h2, h3, h4, dt { break-after: avoid; }
  h2, h3, h4, tr, li, .sign, .signature { break-inside: avoid; }
  dl > div { grid-template-columns: 8rem minmax(0, 1fr); padding: 0; }
  .sign { margin: .25rem 0 0; padding: .25rem 0; }
}
"""

DOCUMENT = """
section.warning { margin: 1.5rem 0; padding: 0 1rem .5rem; border: 3px solid currentColor; border-left-width: 1rem; }
section.warning h2 { margin-top: 1rem; padding: 0; border: 0; }
p.warning { font-weight: bold; }
h1 { margin: .5rem 0 1rem; font-size: 1.6rem; }
p { margin: .75rem 0; }
p:has(+ ul), p:has(+ ol) { margin-bottom: .25rem; break-after: avoid; }
header + main h2 { margin-top: 2rem; }
.inside { margin: .25rem 0 .75rem 1.25rem; }
svg { display: block; max-width: 100%; height: auto; fill: none; stroke: none; }
svg svg { display: inline; max-width: none; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle; }
.bar { width: 100%; max-width: 40rem; height: 1.5rem; margin: .75rem 0; }
.bar > .sure { fill: var(--mark); }
.hatch { stroke: var(--mark); stroke-width: 2.5; }
.line { stroke: var(--ink); stroke-width: 1.5; }
.line, .hatch { vector-effect: non-scaling-stroke; }
.skin { fill: var(--shade); stroke: var(--quiet); stroke-width: 1.5; }
.detail { stroke: var(--quiet); }
.spot { fill: var(--mark); fill-opacity: .3; stroke: var(--mark); stroke-width: 1.5; }
.unsure > .spot { fill: var(--page); stroke-dasharray: 3 2; }
.number { fill: var(--ink); }
.sure > text { fill: var(--page); font-weight: bold; }
figure { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 2rem; margin: 1rem 0; }
figcaption { flex: 1 1 14rem; }
.blank { display: flex; align-items: end; gap: .5rem; min-height: 2.25rem; }
@media print {
  body { font-size: 8pt; line-height: 1.25; }
  main { columns: 2; column-gap: 8mm; }
  body:not(:has(main > section:not(.warning))) { font-size: 11pt; }
  h1 { margin: 0; font-size: 1.6em; }
  h2, header + main h2 { margin: 1em 0 .4em; border-width: 1px; font-size: 1.25em; }
  main > section:first-child:not(.warning) > h2 { margin-top: 0; }
  section.warning h2, header + main .warning h2 { margin-top: .5em; }
  h3 { margin: .6em 0 .1em; font-size: 1.05em; }
  p, dl { margin: .35em 0; }
  .inside { margin: .2em 0 .35em 1.25rem; }
  section.warning { margin: .75em 0; column-span: all; break-inside: avoid; }
  figure { flex-wrap: nowrap; gap: 4mm; margin: .5em 0; break-inside: avoid; }
  svg.body { width: 46%; }
  svg.bar { height: 4mm; }
  ol { padding-left: 1.5em; }
  figcaption { flex-basis: 0; }
  dl > div { display: block; break-inside: avoid; }
  dt, dd { display: inline; }
  dt::after { content: ": "; }
}
@page { margin: 12mm; }
"""

SHEET = """
@media print {
  body { font-size: SIZEpt; line-height: 1.14; }
  main { column-gap: 6mm; }
  h1 { font-size: 1.4em; }
  h2, header + main h2 { margin: .6em 0 .2em; padding: 0; font-size: 1.15em; }
  h3 { margin: .3em 0 0; font-size: 1em; }
  p, .inside { margin-top: .15em; margin-bottom: .15em; }
  ul { margin: .1em 0; padding-left: 1.2em; }
  .close, .close > li, p:has(+ .close) { display: inline; margin: 0; padding: 0; break-inside: auto; }
  .close > li:not(:last-child)::after { content: "; "; }
  dl { margin: 0; }
  dl > div { break-inside: auto; }
  dt { font-weight: bold; }
  section.warning { margin: .4em 0; padding: 0 .6em .2em; font-size: 1em; }
  section.warning h2 { margin-top: .3em; }
  footer { break-before: auto; margin-top: .5em; }
  footer > * { display: inline; border: 0; }
  .blank { min-height: 6mm; }
}
@page { margin: 7mm 9mm; }
"""
"""What makes a sheet small enough for one page. The print is as large as the number of its letters lets it be."""
SMALLEST, LARGEST, FULL = 7.4, 10.5, 6800
"""In points; so many letters fill a page in the smallest print, with what is drawn and left free besides."""


def sheet(letters: int) -> str:
    """The style of a sheet with so many letters."""
    size = min(LARGEST, SMALLEST * max(1, FULL / letters) ** 0.5)
    return SHEET.replace("SIZE", f"{size:.1f}")
