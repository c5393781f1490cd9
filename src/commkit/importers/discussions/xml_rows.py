"""Reads the rows of an XML file as a stream: of each the fields that are wanted, in a bounded amount of memory.

Names are those that are written, with their prefixes: exports use the same everywhere. A DOCTYPE ends the reading, so
no entity is declared and nothing is fetched.
"""

from collections.abc import Iterator, Mapping
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from attrs import Factory, field, frozen
from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from commkit.importers.discussions.records import RowsDamaged
from commkit.importers.plain_text import MAX_TEXT
from commkit.importers.streams import ExportStream, StreamDamaged

_CHUNK = 1 << 16
_MAX_DEPTH = 100
_MAX_TOKEN = 16 * 1024 * 1024
"""Bytes of a file at most without the end of a tag or a text: names and attributes."""
_MAX_VALUES = 100
"""Values of one field in a row."""
_BEFORE = 4096
"""Bytes among which a file begins; what stands before its first `<` is read past."""
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BAD_XML = (SAXException, DefusedXmlException, ValueError, LookupError)


@frozen
class RowKind:
    """A kind of rows.

    Attributes:
        table: The name of their table.
        fields: The paths of the fields that are wanted, within the row: `author/name`, `thread@dsq:id` for an
            attribute, `@dsq:id` for one of the row itself.
        private: The paths of fields that are counted where they are not empty, and not read.
        attributes: The fields that are attributes, by the paths of their elements.
    """

    table: str
    fields: frozenset[str]
    private: frozenset[str] = frozenset()
    attributes: Mapping[str, tuple[str, ...]] = field(
        init=False, default=Factory(lambda self: _attributes(self.fields), takes_self=True)
    )


def _attributes(fields: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    names = sorted(name for name in fields if "@" in name)
    paths = {name.partition("@")[0] for name in names}
    return {path: tuple(name for name in names if name.partition("@")[0] == path) for path in paths}


@frozen
class XmlRow:
    """A row.

    Attributes:
        kind: Its kind.
        around: The values of the row that it stands in, as far as it was read; empty where it stands in none.
        values: The values of its fields; one that is too long is cut at a character more than may be.
        private: How many private fields are not empty, by name.
        whole: Whether it was read to its end.
    """

    kind: RowKind
    around: Mapping[str, list[str]] = field(factory=dict)
    values: Mapping[str, list[str]] = field(factory=dict)
    private: Mapping[str, int] = field(factory=dict)
    whole: bool = True

    def get(self, name: str) -> str:
        """The first value of a field, without white space around it; empty without one."""
        return first(self.values, name)


def first(values: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field, as `XmlRow.get` gives it."""
    return (values.get(name) or ("",))[0].strip()


def read_xml_rows(
    stream: ExportStream, kinds: Mapping[str, RowKind], *, roots: tuple[str, ...]
) -> Iterator[XmlRow]:
    """The rows of a file, in the order in which they end; one that is cut off is the last.

    Args:
        stream: The file.
        kinds: The kinds of rows by their elements: `disqus/post` is a `post` right below `disqus`.
        roots: The elements that such a file may begin with.

    Raises:
        RowsDamaged: It cannot be read any further, or is no such file.
    """
    handler = _Rows(kinds, roots)
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    problem = ""
    try:
        for chunk in _chunks(stream):
            before = handler.events
            parser.feed(chunk)
            handler.silent = handler.silent + len(chunk) if handler.events == before else 0
            if handler.silent > _MAX_TOKEN:
                problem = "a tag is too long"
                break
            yield from handler.take()
        else:
            parser.feed(b"", isFinal=True)  # unlike close(), it keeps the position
    except _BAD_XML as error:
        problem = _told(error)
    except StreamDamaged as damaged:
        problem = damaged.reason
    yield from handler.take()
    if problem or not handler.began:
        cut = handler.cut_off()
        if cut is not None:
            yield cut
        line, column = parser.getLineNumber() or 1, parser.getColumnNumber() or 0
        raise RowsDamaged(problem or "it is empty", line=line, column=column)


def _told(error: Exception) -> str:
    if isinstance(error, DefusedXmlException):
        return "it declares a document type or entities, which exports do not"
    return (error.getMessage() if isinstance(error, SAXException) else str(error))[:200]


def _chunks(stream: ExportStream) -> Iterator[bytes]:
    with stream.open() as file:
        first = file.read(_CHUNK)
        if not first.startswith(_BOMS):
            begin = first[:_BEFORE].find(b"<")
            first = first[begin:] if begin > 0 else first
        while first:
            yield first
            first = file.read(_CHUNK)


class _Row:
    """A row that is being read."""

    def __init__(self, kind: RowKind, around: Mapping[str, list[str]], depth: int) -> None:
        self.kind = kind
        self.around = around
        self.depth = depth
        self.path: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.private: dict[str, int] = {}
        self.text: list[str] | None = None
        self.length = 0

    def add(self, name: str, value: str) -> None:
        if name in self.kind.fields:
            values = self.values.setdefault(name, [])
            if len(values) < _MAX_VALUES:
                values.append(value[: MAX_TEXT + 1])
        elif name in self.kind.private and value.strip():
            self.private[name] = 1

    def done(self, *, whole: bool = True) -> XmlRow:
        return XmlRow(self.kind, self.around, self.values, self.private, whole)


class _Rows(ContentHandler):
    """Collects rows."""

    def __init__(self, kinds: Mapping[str, RowKind], roots: tuple[str, ...]) -> None:
        super().__init__()
        self.events = 0
        self.silent = 0
        self.began = False
        self._kinds = kinds
        self._roots = roots
        self._names: list[str] = []
        self._open: list[_Row] = []
        self._done: list[XmlRow] = []

    def take(self) -> list[XmlRow]:
        """The rows that ended since the last time."""
        done, self._done = self._done, []
        return done

    def cut_off(self) -> XmlRow | None:
        """The row that did not end."""
        return self._open[-1].done(whole=False) if self._open else None

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:  # noqa: N802  # SAX
        """Begin a row, or a field of one."""
        self.events += 1
        if not self._names and name not in self._roots:
            raise SAXException(f"it begins with <{name[:40]}>, and not with <{'> or <'.join(self._roots)}>")
        self.began = True
        above = self._names[-1] if self._names else ""
        self._names.append(name)
        if len(self._names) > _MAX_DEPTH:
            raise SAXException("its elements are too deep")
        kind = self._kinds.get(f"{above}/{name}")
        row, prefix = self._open[-1] if self._open else None, ""
        if kind is not None and (row is None or (len(self._names) == row.depth + 1 and row.kind is not kind)):
            row = _Row(kind, row.values if row else {}, len(self._names))
            self._open.append(row)
        elif row is not None:
            row.path.append(name)
            prefix = "/".join(row.path)
            wanted = prefix in row.kind.fields or prefix in row.kind.private
            row.text, row.length = ([] if wanted else None), 0
        if row is not None:
            for attribute in row.kind.attributes.get(prefix, ()):
                row.add(attribute, attrs.get(attribute.partition("@")[2], ""))

    def characters(self, content: str) -> None:
        """Add to the text of a field."""
        self.events += 1
        row = self._open[-1] if self._open else None
        if row is not None and row.text is not None and row.length <= MAX_TEXT:
            row.text.append(content)
            row.length += len(content)

    def endElement(self, name: str) -> None:  # noqa: N802  # SAX
        """End a row, or a field of one."""
        self.events += 1
        row = self._open[-1] if self._open else None
        if row is not None and len(self._names) == row.depth:
            self._open.pop()
            self._done.append(row.done())
        elif row is not None:
            if row.text is not None:
                row.add("/".join(row.path), "".join(row.text))
            row.text = None
            row.path.pop()
        self._names.pop()
