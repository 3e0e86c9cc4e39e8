"""One HTML page that stands alone: nothing is loaded, no script runs, and every word of a bank is escaped."""

from base64 import b64encode
from hashlib import sha256
from html import escape

STYLE = """
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


def page(title: str, language: str, body: str, more_style: str = "") -> str:
    """The page; `body` is HTML, title and language are plain words, and `more_style` is CSS for this sort of page."""
    style = STYLE + more_style
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; \
form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
