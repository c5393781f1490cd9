"""Where code is in Markdown and in HTML; a scan of the source, in linear time.

It may be wrong about what a reader sees: who masks by it checks what is shown.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""Where a part of a text begins and ends."""

_FENCE = re.compile(r"([ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}){0,4})(`{3,}|~{3,})([^\n]*)")
_FENCE_END = re.compile(r"([ \t>]{0,40})(`{3,}|~{3,})[ \t]*$")
_ITEM = re.compile(r"[ >]{0,20}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_TICKS = re.compile(r"`+")
_HTML_CODE = re.compile(r"(?i)<(/?)(pre|code|kbd|samp|tt)(?=[\s>/])[^>]{0,1000}>")


def code_of_markdown(source: str) -> Sequence[Span]:
    """Where code is in Markdown: fences, indented lines and code between backticks, in order."""
    spans: list[Span] = []
    paragraph = 0
    for kind, start, end in _parts(source):
        if kind == "prose":
            continue
        spans += _between_ticks(source, paragraph, start)
        paragraph = end
        if kind == "code" and end > start:
            spans.append((start, end))
    spans += _between_ticks(source, paragraph, len(source))
    return spans


def fences_of_markdown(source: str) -> Sequence[Span]:
    """Where fences are in Markdown with the lines that open and close them, in order."""
    return [(start, end) for kind, start, end in _parts(source) if kind == "fence"]


def _parts(source: str) -> Iterator[tuple[str, int, int]]:
    """Lines of prose, empty lines (`gap`), indented lines and the insides of fences (`code`), and whole fences."""
    place, is_indented, in_list = 0, True, False
    fence: re.Match[str] | None = None
    opened = 0
    for line in source.splitlines(keepends=True):
        after = place + len(line)
        if fence is not None:
            if _closes(fence, line):
                yield from _fence(source, opened, place, after)
                fence, place = None, after
                continue
            if not _leaves(fence, line, in_list=in_list):
                place = after
                continue
            yield from _fence(source, opened, place, place)
            fence = None
        begun = _FENCE.match(line)
        if begun and _opens(begun, in_list=in_list):
            fence, opened = begun, place
            in_list = in_list or begun[1].strip(" \t>") != ""
        elif not line.strip():
            is_indented = True
            yield "gap", place, after
        elif is_indented and not in_list and line.startswith(("    ", "\t")):
            yield "code", place, after
        else:
            is_indented = False
            in_list = _ITEM.match(line) is not None or (in_list and line[0] in " \t")
            yield "prose", place, after
        place = after
    if fence is not None:
        yield from _fence(source, opened, len(source), len(source))


def _fence(source: str, opened: int, closed: int, after: int) -> Iterator[tuple[str, int, int]]:
    first = source.find("\n", opened, closed) + 1
    yield "code", first or closed, closed
    yield "fence", opened, after


def _opens(begun: re.Match[str], *, in_list: bool) -> bool:
    is_deep = len(begun[1]) > 3 and not begun[1].strip() and not in_list
    return not is_deep and not (begun[2][0] == "`" and "`" in begun[3])


def _closes(fence: re.Match[str], line: str) -> bool:
    end = _FENCE_END.match(line)
    return end is not None and end[2].startswith(fence[2]) and len(end[1]) <= len(fence[1]) + 3


def _leaves(fence: re.Match[str], line: str, *, in_list: bool) -> bool:
    """Whether a line is no more in the quote or the list that a fence is in."""
    if ">" in fence[1]:
        return not line.lstrip().startswith(">")
    return in_list and fence[1] != "" and line[0] not in " \t\n"


def _between_ticks(source: str, start: int, end: int) -> Iterator[Span]:
    runs = [match.span() for match in _TICKS.finditer(source, start, end)]
    same: dict[int, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        same.setdefault(runs[place][1] - runs[place][0], []).append(place)
    place = 0
    while place < len(runs):
        begin, after = runs[place]
        ends = same[after - begin]
        while ends and ends[-1] <= place:
            ends.pop()
        if ends:
            closing = ends.pop()
            yield after, runs[closing][0]
            place = closing
        place += 1


def code_of_html(source: str) -> Sequence[Span]:
    """Where code is in HTML: the elements for it, in order."""
    spans: list[Span] = []
    open_tags: list[str] = []
    begin = 0
    for match in _HTML_CODE.finditer(source):
        name = match[2].lower()
        if not match[1]:
            begin = begin if open_tags else match.end()
            open_tags.append(name)
        elif open_tags and open_tags[-1] == name:
            open_tags.pop()
            if not open_tags:
                spans.append((begin, match.start()))
    return spans
