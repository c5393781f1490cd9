"""Masking in Markdown and HTML, as people see it.

What stands in the source as it is shown is replaced there, and all else stays, byte for byte. Where the source hides
it by emphasis, entities, escapes or tags, it is found in the source without these and cut out there. Only what even
that does not find costs its block the markup; lines of code stay in any case.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from commkit import PluginError
from commkit.rendering import read_shown, render
from commkit_support.redaction.code.policy import Span, code_of_html, code_of_markdown, fences_of_markdown
from commkit_support.redaction.private.policy import Found, find_private, mask, replace_found

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&]")
_START = re.compile(r"[ \t]*(?:>[ ]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)*")
_HIDING = re.compile(
    r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|\\(?=[!-/:-@\[-`{-~])|[*~`]{1,3}|_{1,3}"
)
_HIDING_IN_HTML = re.compile(
    r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?|<!--.{0,2000}?-->|<[/!?A-Za-z][^<>]{0,4000}>",
    re.DOTALL,
)
_BLOCK = re.compile(
    r"(?i)</?(?:p|div|li|ul|ol|dl|dt|dd|td|th|tr|table|thead|tbody|h[1-6]|blockquote|pre|br|hr|figure|figcaption|section"
    r"|article|details|summary)(?=[\s>/])"
)
_VALUE = re.compile(r"""(=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")


def mask_source(source: str, markup: str) -> str:
    """A text in markup without the private data that people would see in it.

    Args:
        source: The text.
        markup: Its markup.
    """
    code_of = {"markdown": code_of_markdown, "html": code_of_html}.get(markup, lambda _: ())
    masked = mask(source, code_of)
    ways: Sequence[Callable[[str], str]] = (
        (_mask_hidden_in_html, _flatten_html)
        if markup == "html"
        else (_mask_hidden, _flatten_lines, _flatten, _flatten_all)
    )
    try:
        if markup not in ("markdown", "html") or not _shows_private(masked, markup):
            return masked
        for way in ways:
            masked = mask(way(masked), code_of)
            if not _shows_private(masked, markup):
                break
    except PluginError:  # without the packages of the extra `rendering` a text shows what it says
        pass
    return masked


def _shows_private(source: str, markup: str) -> bool:
    """Whether somebody who reads a text sees something private."""
    shown = read_shown(source, markup=markup)
    if not find_private("\n".join((shown.text, *map(unquote, shown.links)))):
        return False  # what is private in code is private in prose
    reader = _Reader()
    reader.feed(render(source, markup=markup))
    reader.close()
    return any(find_private(text, code) for text, code in reader.blocks())


class _Reader(HTMLParser):
    """What a page shows, block by block, and where code is in it."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[tuple[str, Sequence[Span]]] = []
        self._text: list[str] = []
        self._links: list[tuple[str, int]] = []
        """Those that are open, and pictures: where they go, and where in the text their labels begin."""
        self._length = 0
        self._code: list[Span] = []
        self._depth = 0
        self._begin = 0

    def blocks(self) -> Sequence[tuple[str, Sequence[Span]]]:
        self._end_block()
        return [*self._blocks, *((address, ()) for address, _ in self._links)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("title", "alt") and value:
                self._blocks.append((value, ()))
            elif name in ("href", "src", "cite") and value:
                self._links.append((unquote(value), len(self._text)))
        if _BLOCK.match(f"<{tag}>"):
            self._end_block(is_line=tag == "br")
        if tag in ("pre", "code", "kbd", "samp"):
            self._begin = self._begin if self._depth else self._length
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._end_link()
        if tag in ("pre", "code", "kbd", "samp") and self._depth:
            self._depth -= 1
            if not self._depth and self._length > self._begin:
                self._code.append((self._begin, self._length))
        if _BLOCK.match(f"<{tag}>"):
            self._end_block()

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._length += len(data)

    def _end_link(self) -> None:
        address, start = self._links.pop()
        label = unquote("".join(self._text[start:]))
        of_itself = (label, f"mailto:{label}", f"http://{label}")  # what the renderer links in the text
        if address not in of_itself:
            self._blocks.append((address, ()))

    def _end_block(self, *, is_line: bool = False) -> None:
        if is_line:
            self.handle_data("\n")
            return
        if self._depth and self._length > self._begin:
            self._code.append((self._begin, self._length))
        if self._length:
            self._blocks.append(("".join(self._text), tuple(self._code)))
        self._text, self._code, self._length, self._begin = [], [], 0, 0


class _View:
    """A source without what hides words in it, each character of which knows where it stands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, words: str, start: int, end: int) -> None:
        """Add words; several that one part of the source stands for share its place."""
        self.text.append(words)
        is_same = len(words) == end - start
        self.starts += range(start, end) if is_same else [start] * len(words)
        self.ends += range(start + 1, end + 1) if is_same else [end] * len(words)


def _mask_hidden(source: str) -> str:
    """Cut out of Markdown what is private in it without its marks, outside fences."""
    return "".join(
        line if is_code else _mask_view(line, _view(line, _HIDING), _kept_marks)
        for line, is_code in _lines(source)
    )


def _mask_hidden_in_html(source: str) -> str:
    """Cut out of HTML what is private in it without its tags and entities; attributes first."""
    source = _HIDING_IN_HTML.sub(_masked_tag, source)
    view = _view(source, _HIDING_IN_HTML)
    return _mask_view(source, view, lambda text: "".join(_tags(text)), _code_in_view(source, view))


def _masked_tag(match: re.Match[str]) -> str:
    if match[0][0] == "&" or match[0].startswith("<!--"):
        return match[0]
    return _VALUE.sub(_masked_value, match[0])


def _masked_value(match: re.Match[str]) -> str:
    value = unquote(unescape(match[2].strip("\"'")))
    masked = mask(value)
    return match[0] if masked == value else f'{match[1]}"{escape(masked)}"'


def _view(source: str, hiding: re.Pattern[str]) -> _View:
    view = _View()
    end = 0
    for match in hiding.finditer(source):
        view.add(source[end : match.start()], end, match.start())
        if match[0][0] == "&":
            view.add(unescape(match[0]), *match.span())
        elif _BLOCK.match(match[0]):
            view.add("\n", *match.span())
        end = match.end()
    view.add(source[end:], end, len(source))
    return view


def _mask_view(source: str, view: _View, kept: Callable[[str], str], code: Sequence[Span] = ()) -> str:
    found = []
    for each in find_private("".join(view.text), code):
        start, end = view.starts[each.start], view.ends[each.end - 1]
        found.append(Found(start, end, each.by + kept(source[start:end])))
    return replace_found(source, found)


def _code_in_view(source: str, view: _View) -> Sequence[Span]:
    spans, place = [], 0
    for start, end in code_of_html(source):
        while place < len(view.starts) and view.starts[place] < start:
            place += 1
        begin = place
        while place < len(view.starts) and view.starts[place] < end:
            place += 1
        spans.append((begin, place))
    return spans


def _kept_marks(text: str) -> str:
    """The marks in a part of Markdown that close or open something outside of it."""
    counts: dict[str, int] = {}
    for mark in re.findall(r"(?<!\\)(?:[*~`]{1,3}|_{1,3})", text):
        counts[mark] = counts.get(mark, 0) + 1
    return "".join(mark for mark, count in counts.items() if count % 2)


def _tags(text: str) -> Iterator[str]:
    return (match[0] for match in _HIDING_IN_HTML.finditer(text) if match[0][0] == "<")


def _lines(source: str) -> Iterator[tuple[str, bool]]:
    """The lines of Markdown, and whether each is part of a fence."""
    fences = fences_of_markdown(source)
    place = number = 0
    for line in source.splitlines(keepends=True):
        while number < len(fences) and fences[number][1] <= place:
            number += 1
        yield line, number < len(fences) and fences[number][0] <= place
        place += len(line)


def _flatten_lines(source: str) -> str:
    """Markdown whose lines with something private have no markup but that of their beginning; fences stay."""
    parts = []
    for line, is_code in _lines(source):
        if is_code or not _shows_private(line, "markdown"):
            parts.append(line)
            continue
        start = _START.match(line)
        head = start[0] if start else ""
        end = line[len(line.rstrip("\r\n")) :]
        words = " ".join(mask(read_shown(line[len(head) :], markup="markdown").text).split())
        parts.append(f"{head}{_MARKS.sub(_escaped, words)}{end}")
    return "".join(parts)


def _flatten(source: str) -> str:
    """Markdown without any markup but its fences."""
    parts: list[str] = []
    prose: list[str] = []
    for line, is_code in [*_lines(source), ("", True)]:
        if not is_code:
            prose.append(line)
            continue
        if prose:
            words = mask(read_shown("".join(prose), markup="markdown").text)
            parts.append(f"{_MARKS.sub(_escaped, words)}\n\n")
            prose = []
        parts.append(line)
    return "".join(parts)


def _flatten_all(source: str) -> str:
    """The words of Markdown whose fences are none for its readers."""
    return _MARKS.sub(_escaped, mask(read_shown(source, markup="markdown").text))


def _flatten_html(source: str) -> str:
    words = mask(read_shown(source, markup="html").text)
    return "".join(f"<p>{escape(part)}</p>" for part in words.split("\n\n"))


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"
