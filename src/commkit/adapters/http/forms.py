"""Forms: the one file of a `multipart/form-data` body, found within bounds and without a copy on the disk."""

from collections.abc import Callable

from attrs import define, field

from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.values import Request
from commkit.runtime.model.extras import require_extra

FORM = "multipart/form-data"
MAX_PARTS = 10
"""Parts of a form, at most: the file, and fields that stand beside it, such as a token of the host's form."""
MAX_HEAD = 8_192
"""Bytes of the headers of a part, at most."""
MAX_HEADERS = 16
"""Headers of a part, at most, also where one name comes several times."""
_AS_IT_IS = (b"", b"binary", b"8bit", b"7bit")
"""Encodings that change nothing; forms have no others (RFC 7578, 4.7)."""


def media_type_in(request: Request) -> str:
    """The media type of a body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_form_file(request: Request) -> tuple[str, bytes]:
    """The name and the bytes of the one file in a form.

    Raises:
        BadRequest: It is no form, has too many parts, or none or several files.
        PluginError: The extra `http` is not installed.
    """
    multipart = require_extra("python_multipart.multipart", extra="http")
    _, parameters = multipart.parse_options_header(request.headers["content-type"])
    boundary = parameters.get(b"boundary")
    if not boundary:
        raise _bad("send the boundary in Content-Type")
    form = _Form(request.body, multipart.parse_options_header)
    try:
        parser = multipart.MultipartParser(boundary, form.callbacks())
        parser.write(request.body)
        parser.finalize()
    except (multipart.FormParserError, ValueError) as error:
        raise _bad(f"send a well-formed form ({error})") from None
    if not form.is_whole or len(form.files) != 1:
        raise _bad("send a form with one file")
    (found,) = form.files
    return found


@define
class _Form:
    """What a parser finds in a body; of a part only where it stands, so that the bytes are copied once.

    Attributes:
        body: The body.
        read_options: Reads a header with parameters.
        files: Names and bytes of the files so far.
        is_whole: Whether the end of the form was there.
    """

    body: bytes
    read_options: Callable[[str], tuple[bytes, dict[bytes, bytes]]]
    files: list[tuple[str, bytes]] = field(factory=list)
    is_whole: bool = False
    _parts: int = 0
    _head: int = 0
    _lines: int = 0
    _headers: dict[bytes, bytes] = field(factory=dict)
    _name: bytes = b""
    _value: bytes = b""
    _file: str | None = None
    _pieces: list[bytes] = field(factory=list)

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._take_name,
            "on_header_value": self._take_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._take,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise _bad(f"send at most {MAX_PARTS} parts")
        self._headers, self._file, self._pieces = {}, None, []
        self._head = self._lines = 0

    def _take_name(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._name += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._value += data[start:end]

    def _count(self, size: int) -> None:
        self._head += size  # as it comes: of headers with one name only the last is kept
        if self._head > MAX_HEAD:
            raise _bad(f"send at most {MAX_HEAD} bytes of headers with a part")

    def _end_header(self) -> None:
        self._lines += 1
        if self._lines > MAX_HEADERS:
            raise _bad(f"send at most {MAX_HEADERS} headers with a part")
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _end_headers(self) -> None:
        encoding = self._headers.get(b"content-transfer-encoding", b"").strip().lower()
        if encoding not in _AS_IT_IS:
            raise _bad("send the bytes of the file as they are, in no encoding")
        self._file = self._file_name()
        if self._file is not None and self.files:
            raise _bad("send a form with one file")

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:  # of fields nothing is kept
            self._pieces.append(data[start:end])

    def _end_part(self) -> None:
        if self._file is not None:
            self.files.append((self._file, b"".join(self._pieces)))

    def _end(self) -> None:
        self.is_whole = True

    def _file_name(self) -> str | None:
        """The name of the file that the part is; None where it is a field."""
        header = self._headers.get(b"content-disposition", b"").decode("latin-1")
        _, options = self.read_options(header)
        name = options.get(b"filename")
        return name.decode("utf-8", "replace") if name is not None else None


def _bad(told: str) -> BadRequest:
    return BadRequest(400, "bad_form", told)
