"""Reads a JSON file as a stream: the objects of its lists one by one, in a bounded amount of memory."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, NoReturn

from attrs import frozen

from commkit.importers.discussions.records import RowsDamaged
from commkit.importers.streams import ExportStream, GuardedReader, StreamDamaged

_CHUNK = 1 << 18
_MAX_VALUE = 32 * 1024 * 1024
"""Characters of one object, at most."""
_SPACE = " \t\n\r"


@frozen
class JsonPart:
    """A part of a file.

    Attributes:
        document: The number of the value of the file that it is a part of: most files have one.
        name: The name of the value in that; None where that is a list, or is no object.
        value: The value, or one of its list.
        listed: Whether it stands in a list.
    """

    document: int
    name: str | None
    value: Any
    listed: bool


def read_json_parts(stream: ExportStream) -> Iterator[JsonPart]:
    """The parts of a file in its order: of an object each value, of a list in it or of the file itself each item.

    Raises:
        RowsDamaged: It is no JSON, or cannot be read any further.
    """
    document = 0
    try:
        with stream.open() as file:
            text = _Text(file)
            if not text.peek():
                raise RowsDamaged("it is empty")
            while text.peek():
                yield from _document(text, document)
                document += 1
    except StreamDamaged as damaged:
        raise RowsDamaged(damaged.reason) from None


def _document(text: "_Text", number: int) -> Iterator[JsonPart]:
    begin = text.peek()
    if begin == "[":
        for value in text.items():
            yield JsonPart(number, None, value, True)
    elif begin == "{":
        for name in text.names():
            if text.peek() == "[":
                for value in text.items():
                    yield JsonPart(number, name, value, True)
            else:
                yield JsonPart(number, name, text.value(), False)
    else:
        yield JsonPart(number, None, text.value(), False)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class _Text:
    """The text of a file, of which a piece is in memory.

    Args:
        file: The file.
    """

    def __init__(self, file: GuardedReader) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._scan = json.JSONDecoder(parse_constant=_no_constant).raw_decode
        self._piece = ""
        self._at = 0
        self._ended = False
        self._line = 1

    def peek(self) -> str:
        """The next sign that is no white space; empty at the end."""
        while True:
            while self._at < len(self._piece) and self._piece[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._piece):
                return self._piece[self._at]
            if not self._more():
                return ""

    def value(self) -> Any:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = self._scan(self._piece, self._at)
                if end < len(self._piece) or self._ended:  # else a number may go on in the next piece
                    self._at = end
                    return value
            except RecursionError:
                self._fail("its values are too deep")
            except ValueError as error:
                if self._ended:
                    self._fail(getattr(error, "msg", str(error)))
            if len(self._piece) - self._at > _MAX_VALUE:
                self._fail("a value is too long, or no JSON")
            self._more()

    def items(self) -> Iterator[Any]:
        """The items of the list that is next."""
        self._skip("[")
        if self.peek() == "]":
            self._skip("]")
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self._skip("]")
                return
            self._skip(",")

    def names(self) -> Iterator[str]:
        """The names of the object that is next; before the next one the value must be read."""
        self._skip("{")
        if self.peek() == "}":
            self._skip("}")
            return
        while True:
            if self.peek() != '"':
                self._fail("expected a name")
            name = self.value()
            self._skip(":")
            yield name
            if self.peek() == "}":
                self._skip("}")
                return
            self._skip(",")

    def _skip(self, sign: str) -> None:
        found = self.peek()
        if found != sign:
            self._fail(f"expected {sign}" if found else "it ends too early")
        self._at += 1

    def _more(self) -> bool:
        """Read on; whether there was more."""
        if self._ended:
            return False
        data = self._file.read(max(_CHUNK, len(self._piece) - self._at))
        self._ended = not data
        self._line += self._piece.count("\n", 0, self._at)
        try:
            self._piece = self._piece[self._at :] + self._decode.decode(data, final=self._ended)
        except UnicodeDecodeError:
            self._piece, self._at, self._ended = self._piece[self._at :], 0, True
            self._fail("it is not UTF-8")
        self._at = 0
        return not self._ended

    def _fail(self, reason: str) -> NoReturn:
        line = self._line + self._piece.count("\n", 0, self._at)
        raise RowsDamaged(reason[:200], line=line)
