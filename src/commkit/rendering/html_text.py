"""Plain text from HTML."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

_BLOCKS = frozenset(
    {"blockquote", "dl", "hr", "ol", "p", "pre", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_LINES = frozenset({"br", "dd", "dt", "li", "tr"})
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_SPACE = re.compile(r"[ \t\n]+")


def html_to_text(html: str, *, addresses: bool = True, hints: bool = False) -> str:
    """The text of sanitized HTML: blocks are separated by empty lines, images are their alternative texts.

    Args:
        html: The HTML.
        addresses: Whether a link tells where it goes, as in `our rules (https://example.org/rules)`.
        hints: Whether what shows while somebody points at a part of the text follows it, in paragraphs of its own.
    """
    reader = _Reader(addresses=addresses)
    reader.feed(html)
    reader.close()
    text = _joined(reader)
    return "\n\n".join(filter(None, (text, *reader.hints))) if hints else text


def _joined(reader: "_Reader") -> str:
    return "\n".join(line.rstrip(" ") for line in "".join(reader.text).split("\n")).strip("\n")


class _Reader(HTMLParser):
    def __init__(self, *, addresses: bool) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hints: list[str] = []
        """The titles of links and pictures."""
        self._addresses = addresses
        self._link: tuple[str, int] | None = None
        """Of the link that is open: its address, and where in the text its label begins."""
        self._silent = False
        self._footnotes = 0
        self._lists: list[int | None] = []
        """The lists that are open: the number of the next item; None where items have none."""
        self._marked = False
        """Whether the mark of an item was written last."""
        self._code = False
        self._line = ""
        """The line breaks to write before the next words."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        self.hints += filter(None, (dict(attrs).get("title"),))
        self._code = self._code or tag == "pre"
        if tag == "a":
            self._open_link(dict(attrs))
        elif tag == "li" and dict(attrs).get("class") == "footnote-item":
            self._footnotes += 1
            self._write_mark(f"[{self._footnotes}] ")
        elif tag in ("ol", "ul"):
            self._lists.append(_start_of(dict(attrs)) if tag == "ol" else None)
        elif tag == "li":
            self._write_mark(self._next_mark())
        elif tag == "img":
            self._write(dict(attrs).get("alt") or "")
        elif tag == "input":
            self._write("[x] " if "checked" in dict(attrs) else "[ ] ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._code = False
            self.text[-1:] = [last.rstrip("\n") for last in self.text[-1:]]
        elif tag == "a":
            self._close_link()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        self._break(tag)
        if tag in ("td", "th"):
            self._write(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._write(data if self._code else _SPACE.sub(" ", data))

    def _open_link(self, attributes: dict[str, str | None]) -> None:
        kind = attributes.get("class")
        self._silent = kind == "footnote-backref"
        address = attributes.get("href") or ""
        if self._addresses and kind is None and not address.startswith("#"):
            self._link = address, len(self.text)

    def _close_link(self) -> None:
        self._silent = False
        if self._link is not None:
            (address, start), self._link = self._link, None
            label = "".join(self.text[start:]).strip()
            if unquote(address) not in ("", label, f"http://{label}", f"mailto:{label}"):
                self._write(f" ({address})" if label else address)

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
        if last and not self._marked:  # the first block of an item is on the line of its mark
            self.text.append(self._line)
        self._line = ""
        self._marked = False
        self.text.append(words)

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _write_mark(self, mark: str) -> None:
        self._marked = False
        self._write(mark)
        self._marked = True


def _start_of(attributes: dict[str, str | None]) -> int:
    """The number of the first item of a list."""
    start = attributes.get("start") or ""
    return int(start) if _NUMBER.fullmatch(start) else 1
