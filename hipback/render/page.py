"""One HTML page that stands alone: nothing is loaded, no script runs, and every word of a bank is escaped."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from hipback.render.style import PAGE

RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
"""Languages that are read so."""


def page(title: str, language: str, body: str, more_style: str = "") -> str:
    """The page; `body` is HTML, title and language are plain words, and `more_style` is CSS for this sort of page."""
    style = PAGE + more_style
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}" dir="{_way(language)}">
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


def _way(language: str) -> str:
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
