"""Plain text from HTML."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"blockquote", "dl", "hr", "ol", "p", "pre", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_LINES = frozenset({"br", "dd", "dt", "li", "tr"})
_SPACE = re.compile(r"[ \t\n]+")
_TRAILING = re.compile(" +$", re.MULTILINE)
_DASH = "- "


def html_to_text(html: str) -> str:
    """The text of sanitized HTML: blocks are separated by empty lines, images are their alternative texts."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _TRAILING.sub("", "".join(reader.text)).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._code = False
        self._line = ""
        """The line breaks to write before the next words."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        self._code = self._code or tag == "pre"
        if tag == "li":
            self._write(_DASH)
        elif tag == "img":
            self._write(dict(attrs).get("alt") or "")
        elif tag == "input":
            self._write("[x] " if "checked" in dict(attrs) else "[ ] ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._code = False
            self.text[-1:] = [last.rstrip("\n") for last in self.text[-1:]]
        self._break(tag)
        if tag in ("td", "th"):
            self._write(" ")

    def handle_data(self, data: str) -> None:
        self._write(data if self._code else _SPACE.sub(" ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._line = "\n\n"
        elif tag in _LINES:
            self._line = self._line or "\n"

    def _write(self, words: str) -> None:
        last = self.text[-1] if self.text else ""
        if not self._code and (self._line or last.endswith(" ")):
            words = words.lstrip(" ")
        if not words:
            return
        if last and last != _DASH:  # the first block of an item is on the line of its dash
            self.text.append(self._line)
        self._line = ""
        self.text.append(words)
