"""Plain text of other systems: how it is cleaned, how it becomes HTML that shows it as it is, and how a title is made.

Posts are Markdown or HTML, and Markdown would read signs of a plain text as its own. So the text becomes HTML.
"""

import re
from html import escape

from commkit.runtime.values.texts import Text, shorten

MAX_TEXT = 1_000_000
"""Characters of a text that is imported."""
TITLE_LENGTH = 120
"""Characters of a title that is made from a text."""

_MAX_DEPTH = 10
"""Levels of quotation that are shown; deeper ones are shown at the last."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_QUOTED = re.compile(r"(?:> ?){1,100}")
_INDENTED = re.compile(r"^[ \t]+|  +|\t", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\"'\[\]{}|\\^`]{1,2000}")
_AFTER_URL = ".,;:!?)*_"
_ONE_LINE = Text(max=10_000, multiline=False)


def clean_text(text: str) -> str:
    """A text without control characters and lone surrogates, its lines ended by a line feed."""
    return _CONTROLS.sub("", _LINE_END.sub("\n", text))


def clean_line(text: str, length: int) -> str:
    """A text on one line, cut to a length; empty where nothing of it is visible."""
    line = shorten(clean_text(text), length)
    errors: list[object] = []
    _ONE_LINE.check(line, "", errors)  # type: ignore[arg-type]
    return "" if errors else line


def plain_to_html(text: str) -> str:
    """HTML that shows a plain text as it is: its lines, its indents, its quotations by `>`, links of its addresses.

    Args:
        text: A clean text.
    """
    parts: list[str] = []
    depth = 0
    for level, lines in _blocks(text):
        parts.append("<blockquote>" * (level - depth) + "</blockquote>" * (depth - level))
        depth = level
        parts += [
            f"<p>{_paragraph(block)}</p>" for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()
        ]
    return "".join((*parts, "</blockquote>" * depth))


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    """The lines in a row that are quoted as often, with how often that is."""
    blocks: list[tuple[int, list[str]]] = []
    for line in text.split("\n"):
        match = _QUOTED.match(line)
        level = min(match[0].count(">"), _MAX_DEPTH) if match else 0
        rest = line[match.end() :] if match else line
        if not blocks or (blocks[-1][0] != level and rest.strip()):
            blocks.append((level, []))
        blocks[-1][1].append(rest)
    return blocks


def _paragraph(block: str) -> str:
    html, end = [], 0
    for match in _URL.finditer(block):
        url = match[0].rstrip(_AFTER_URL)
        html += [_escaped(block[end : match.start()]), f'<a href="{escape(url)}">{escape(url)}</a>']
        end = match.start() + len(url)
    return "".join((*html, _escaped(block[end:]))).strip("\n").replace("\n", "<br>")


def _escaped(text: str) -> str:
    return _INDENTED.sub(lambda match: "\u00a0" * len(match[0].expandtabs(4)), escape(text, quote=False))
