"""A Stack Exchange data dump: a folder with one XML file per table, read row by row in constant memory.

A file is one root element named after its table, with one flat `<row Attribute="value" .../>` per record; see
https://meta.stackexchange.com/a/2678 for the attributes. Nothing else is accepted. A DOCTYPE is read past: what it
refers to is never fetched, and an entity that it declares, or that nothing declares, ends the reading.
"""

import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self
from xml.sax import SAXException

from attrs import field, frozen
from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from commkit.importers.stackexchange.decompress import chunks
from commkit.runtime.model.errors import CommkitError, Invalid

Row = Mapping[str, str]
"""The attributes of one row, as they are in the file."""

TABLES = ("Users", "Tags", "Posts", "Comments", "Votes", "PostLinks", "Badges", "PostHistory")
"""The tables of a dump, in an order in which referenced tables come first."""

MAX_ROW = 16 * 1024 * 1024
"""Bytes of a file at most without a complete row. The site's own limit of a text is 30,000 characters."""

MAX_PROLOG = 1024 * 1024
"""Bytes of a file among which its DOCTYPE is looked for."""

_BEFORE = r"(?:\ufeff|\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
"""What may stand before the document type or the root element."""
_DOCTYPE = re.compile(
    rf"""({_BEFORE}<!DOCTYPE\s+[\w.:-]+)"""
    r"""(\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s*(?:"[^"]*"|'[^']*')?)""",
    re.DOTALL,
)
"""All up to the name of the root element, and where the declaration of the document type is to be fetched."""
_ROOT = re.compile(rf"{_BEFORE}<(?:!DOCTYPE[^>]*>|\w)", re.DOTALL)
"""All up to the end of the document type, or the beginning of the root element."""
_UTF_16 = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_DATE = re.compile(r"[-_. ]?\d{4}-\d{2}(-\d{2})?$")
_DAMAGE = (OSError, EOFError, zlib.error)
# The last two: unknown encodings.
_BAD_XML = (SAXException, DefusedXmlException, ValueError, LookupError)


class DumpCorrupted(CommkitError):
    """A file of the dump cannot be read any further; every complete row before that place was yielded.

    Attributes:
        table: The table's name.
        row: How many rows were read before.
        line: The line of the (unpacked) file where reading stopped, counted from 1.
        column: The column in that line, counted from 0.
        reason: What is wrong there.
    """

    table: str
    row: int
    line: int
    column: int
    reason: str

    def __init__(self, *, table: str, row: int, line: int, column: int, reason: str) -> None:
        message = (
            f"{table} of the dump cannot be read after row {row} (line {line}, column {column}): {reason};"
            " get a complete copy of the file and import again"
        )
        super().__init__(
            "stackexchange.dump_corrupted",
            message,
            table=table,
            row=row,
            line=line,
            column=column,
            reason=reason,
        )


@frozen
class Dump:
    """A folder with a dump; make it with `Dump.open`.

    Attributes:
        folder: The folder of the dump.
        files: The file of each table that exists, in the order of `TABLES`.
    """

    folder: Path
    files: Mapping[str, Path] = field(repr=False)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The dump of a folder with `Posts.xml` or `Posts.xml.gz`, in any case; plain files are preferred to gzip.

        Raises:
            Invalid: There is no such folder, or it has no table (`stackexchange.no_dump`).
        """
        folder = Path(path)
        if not folder.is_dir():
            raise _no_dump(f"{folder} is not a folder; give the one that the dump was unpacked to")
        found: dict[str, Path] = {}
        for file in sorted(folder.iterdir(), key=lambda file: (file.suffix.lower() == ".gz", file.name)):
            name = file.name.lower().removesuffix(".gz")
            if name.endswith(".xml") and file.is_file():
                found.setdefault(name.removesuffix(".xml"), file)
        files = {table: found[table.lower()] for table in TABLES if table.lower() in found}
        if not files:
            raise _no_dump(
                f"{folder} holds no table of a dump (Posts.xml, Users.xml.gz...); unpack the dump first"
            )
        return cls(folder, files)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that exist, in the order of `TABLES`."""
        return tuple(self.files)

    @property
    def site(self) -> str:
        """The name of the source: the folder's name in lower case, without the dump's date at its end.

        So a later dump of the same site has the same source, and rows imported before are recognised.
        """
        name = _DATE.sub("", self.folder.resolve().name)
        return re.sub(r"[^\w.-]+", "-", name.lower()).strip("-") or "stackexchange"

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table as a stream; none where the dump has no such table.

        Raises:
            Invalid: Dumps have no such table (`stackexchange.no_table`).
            DumpCorrupted: While iterating: the file is damaged, or is not this table. Where a gzip checksum is
                wrong, any row before may be damaged too.
        """
        if table not in TABLES:
            raise Invalid.field(
                "table",
                "unknown",
                f"a dump has {', '.join(TABLES)}; not {table!r}",
                error_code="stackexchange.no_table",
            )
        return _rows(table, self.files[table]) if table in self.files else iter(())


def _no_dump(message: str) -> Invalid:
    return Invalid.field("folder", "no_dump", message, error_code="stackexchange.no_dump")


def _rows(table: str, path: Path) -> Iterator[Row]:
    parser = _RowParser(table)
    count = 0
    for problem in _feed(parser, path):
        yield from parser.rows
        count += len(parser.rows)
        parser.rows.clear()
        if problem is not None:
            line, column = parser.getLineNumber() or 1, parser.getColumnNumber() or 0
            raise DumpCorrupted(table=table, row=count, line=line, column=column, reason=problem[:200])


def _feed(parser: "_RowParser", path: Path) -> Iterator[str | None]:
    """Feed the file to the parser chunk by chunk; yield None after each, or the problem that ends it."""
    without_row = 0
    try:
        for chunk in _without_reference(chunks(path)):
            parser.feed(chunk)
            without_row = 0 if parser.rows else without_row + len(chunk)
            yield f"no complete row in {without_row} bytes" if without_row > MAX_ROW else None
        parser.feed(b"", isFinal=True)  # unlike close(), it keeps the position
        yield None
    except _BAD_XML as problem:
        yield problem.getMessage() if isinstance(problem, SAXException) else str(problem)
    except _DAMAGE as problem:
        with suppress(*_BAD_XML):
            parser.feed(b"", isFinal=True)  # newer versions of expat hold the last rows back until the end
        yield str(problem)


def _without_reference(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks of a file without what its DOCTYPE refers to, all else at the same places.

    With it the parser would leave out an entity that nothing declares, instead of ending there.
    """
    start, prolog, problem, encoding = b"", "", None, ""
    try:
        while len(start) < MAX_PROLOG and not _ROOT.match(prolog) and (chunk := next(chunks, b"")):
            start += chunk
            # Every encoding but UTF-16 keeps a DOCTYPE's characters as they are in Latin-1.
            encoding = _UTF_16.get(start[:2], "latin-1")
            prolog = start[: len(start) // 2 * 2].decode(encoding, "surrogatepass")
    except _DAMAGE as error:  # what was read before it is good
        problem = error
    found = _DOCTYPE.match(prolog)
    if found is not None:
        blank = re.sub(r"[^\n]", " ", found[2])
        prolog = f"{found[1]}{blank}{prolog[found.end() :]}"
    if start:
        yield prolog.encode(encoding, "surrogatepass") + start[len(start) // 2 * 2 :]
    if problem is not None:
        raise problem
    yield from chunks


class _Unexpected(SAXException):
    """Well-formed XML, but not of a dump."""


class _RowParser(DefusedExpatParser):
    """Collects the attributes of each row.

    It overrides the parser's element methods: with a SAX content handler, reading takes nearly twice as long.
    """

    def __init__(self, table: str) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._root = table.lower()
        self._depth = 0

    def start_element(self, name: str, attrs: Mapping[str, str]) -> None:
        """Collect a row; raise on any other element."""
        self._depth += 1
        if self._depth == 2 and name == "row":
            self.rows.append(attrs)
        elif self._depth != 1 or name.lower() != self._root:
            expected = f"<{self._root}>" if self._depth == 1 else "<row> without content"
            raise _Unexpected(f"expected {expected}, found <{name[:40]}>")

    def end_element(self, name: str) -> None:
        """Leave a row or the root."""
        self._depth -= 1
