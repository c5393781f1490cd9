"""Checks of XML before it is parsed: no entities are declared, nesting and size are bounded, entries are counted.

Of well-formed XML a scan by expat, which keeps nothing, finds where the first entry too many begins; the document is
cut there, and its open elements are closed. What is not well-formed is cut by the look of its tags.
"""

import re
from xml.parsers import expat

from attrs import frozen

from commkit_feedreader.documents.records import FeedUnreadable

MAX_ENTRIES = 1_000
"""Entries of a document that are read at most, whatever else is asked for."""
MAX_ELEMENTS = 200_000
"""Elements of the part of a document that is read: 1,000 entries with 200 each."""
MAX_DEPTH = 100
"""Levels of nested elements."""
MAX_LOOSE_BYTES = 1_000_000
"""Bytes of a document that is not well-formed: reading one takes several times as long."""
MAX_LOOSE_TAGS = 50_000
"""Tags in such a document."""
MAX_LOOSE_SECTIONS = 3_000
"""Comments, CDATA sections and declarations in it: one without an end is searched for to the end."""

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ROOT = re.compile(rb"<\w")
_SKIPPED = ((b"<!--", b"-->"), (b"<?", b"?>"))
_ENTRY_TAG = re.compile(rb"<(?:[\w.-]{1,50}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_ENTRIES = ("item", "entry")
_ENDS_EARLY = (3, 5, 6)
"""The codes of expat for a document that ends within an element, a tag or a character."""


@frozen
class CheckedDocument:
    """A document that may be parsed.

    Attributes:
        data: The document, or its beginning.
        cut: Whether it has more entries than these.
        well_formed: Whether it is XML as far as it was read.
    """

    data: bytes
    cut: bool
    well_formed: bool


def check_document(data: bytes, max_entries: int, *, cut: bool) -> CheckedDocument:
    """Check a document in UTF-8, and cut it behind the entries that are read.

    Args:
        data: The document.
        max_entries: How many entries are read.
        cut: Whether it ends before its end.

    Raises:
        FeedUnreadable: It declares entities, or is too complex.
    """
    if _declares_entities(data):
        raise _entities()
    scan = _Scan(data, max_entries)
    try:
        return scan.run()
    except expat.ExpatError as error:
        if cut and error.code in _ENDS_EARLY and scan.has_entries:
            return scan.without_last_entry()
        return _check_loosely(data, max_entries, cut=cut)


def _declares_entities(data: bytes) -> bool:
    """Whether what stands in front of the first element declares one, comments aside; each byte is looked at once."""
    at = data.find(b"<")
    while at >= 0 and not _ROOT.match(data, at):
        if _ENTITY.match(data, at):
            return True
        behind = at + 1
        for begin, end in _SKIPPED:
            if data.startswith(begin, at):
                behind = data.find(end, at + len(begin))
                if behind < 0:
                    return False
        at = data.find(b"<", behind)
    return False


def _check_loosely(data: bytes, max_entries: int, *, cut: bool) -> CheckedDocument:
    """Cut by the look of tags what is not well-formed; of what was cut before, the last entry is a part of one."""
    is_cut = cut or len(data) > MAX_LOOSE_BYTES
    data = data[:MAX_LOOSE_BYTES]
    starts = [found.start() for found in _ENTRY_TAG.finditer(data)]
    if len(starts) > max_entries:
        return CheckedDocument(_checked_size(data[: starts[max_entries]]), cut=True, well_formed=False)
    if is_cut and starts:
        data = data[: starts[-1]]
    return CheckedDocument(_checked_size(data), cut=is_cut, well_formed=False)


def _checked_size(data: bytes) -> bytes:
    sections = data.count(b"<!") + data.count(b"<?")
    if data.count(b"<") > MAX_LOOSE_TAGS or sections > MAX_LOOSE_SECTIONS:
        raise _too_complex()
    return data


class _FullError(Exception):  # raised through expat, which has no other way to be stopped
    """Enough entries were read."""


class _Scan:
    """One pass over well-formed XML that counts."""

    def __init__(self, data: bytes, max_entries: int) -> None:
        self._data = data
        self._left = max_entries
        self._elements = 0
        self._open: list[str] = []
        self._end = 0
        self._around: tuple[str, ...] = ()
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._close
        self._parser.EntityDeclHandler = self._refuse

    def run(self) -> CheckedDocument:
        """Scan to the end, or to the first entry too many."""
        try:
            self._parser.Parse(self._data, True)
        except _FullError:
            return self.without_last_entry()
        return CheckedDocument(self._data, cut=False, well_formed=True)

    @property
    def has_entries(self) -> bool:
        """Whether an entry has begun."""
        return self._end > 0

    def without_last_entry(self) -> CheckedDocument:
        """What is in front of the entry that began last, with what is open there closed."""
        closing = "".join(f"</{name}>" for name in reversed(self._around))
        return CheckedDocument(self._data[: self._end] + closing.encode(), cut=True, well_formed=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1 + len(attributes)
        if name.rpartition(":")[2].lower() in _ENTRIES:
            self._end, self._around = self._parser.CurrentByteIndex, tuple(self._open)
            if self._left == 0:
                raise _FullError
            self._left -= 1
        self._open.append(name)
        if self._elements > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise _too_complex()

    def _close(self, name: str) -> None:
        self._open.pop()

    def _refuse(self, *declaration: object) -> None:
        raise _entities()


def _entities() -> FeedUnreadable:
    return FeedUnreadable(
        "feedreader.entities", "the document declares entities of its own, which are not expanded here"
    )


def _too_complex() -> FeedUnreadable:
    return FeedUnreadable(
        "feedreader.too_complex",
        f"the document has more than {MAX_ELEMENTS:,} elements, or nests them too deep",
    )
