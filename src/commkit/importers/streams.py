"""The files of an export as streams, also of those that are packed: nothing is unpacked to a disk or into memory."""

import gzip
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from attrs import frozen

from commkit.runtime.model.errors import Invalid

MAX_FILES = 20_000
_MAX_RATIO = 200
"""How many times its packed size a file may have. Text is packed to a tenth, rarely to a fiftieth."""
_FREE = 64 * 1024 * 1024
"""Bytes that are read of any file, whatever its packed size."""


class StreamDamaged(Exception):  # not an error of the import: where a file ends
    """A file that cannot be read any further.

    Args:
        reason: `damaged`, `unreadable`, or `packed too tightly`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Readable(Protocol):
    """What is read of a file."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...

    def readline(self, size: int, /) -> bytes:
        """The rest of a line, at most so many bytes."""
        ...


@frozen
class ExportStream:
    """A file of an export.

    Attributes:
        name: Its path within the export, with `/`, for people: what cannot be printed is a `?`.
        size: Its size in bytes as it is stored.
        packed: Whether it is packed.
    """

    name: str
    size: int
    packed: bool
    _open: Callable[[], AbstractContextManager[Readable]]

    @contextmanager
    def open(self) -> Iterator["GuardedReader"]:
        """Open it.

        Raises:
            StreamDamaged: It cannot be opened, or not be read any further.
        """
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(self._open())
            except Exception as error:  # zipfile and the decompressors raise many kinds of exceptions
                raise StreamDamaged(_reason(error)) from None
            yield GuardedReader(stream, max(_FREE, self.size * _MAX_RATIO) if self.packed else None)


class GuardedReader:
    """Reads a stream, but not what exceeds a limit.

    Args:
        stream: The stream.
        limit: Bytes at most; None for no limit.
    """

    def __init__(self, stream: Readable, limit: int | None) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int) -> bytes:
        """At most so many bytes; fewer only at the end.

        Raises:
            StreamDamaged: It cannot be read any further.
        """
        return self._guarded(self._stream.read, size)

    def readline(self, size: int) -> bytes:
        """The rest of a line, at most so many bytes.

        Raises:
            StreamDamaged: It cannot be read any further.
        """
        return self._guarded(self._stream.readline, size)

    def _guarded(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            data = read(size)
        except Exception as error:  # as above
            raise StreamDamaged(_reason(error)) from None
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise StreamDamaged("packed too tightly")
        return data


def list_streams(path: str | Path, suffixes: tuple[str, ...]) -> list[ExportStream]:
    """The files of an export in the order of their names.

    Args:
        path: A file with any name, plain or gzip; a folder, which is searched recursively, or a zip.
        suffixes: Of the files in a folder or zip, in small letters; each may be followed by `.gz`.

    Raises:
        Invalid: There is nothing at that path, the zip cannot be read, or there are more than 20,000 files.
    """
    path = Path(path)
    wanted = (*suffixes, *(f"{suffix}.gz" for suffix in suffixes))
    if path.is_dir():
        files = [
            found
            for found in sorted(path.rglob("*"))
            if found.name.lower().endswith(wanted) and found.is_file()
        ]
        found = [_of_file(file, file.relative_to(path).as_posix()) for file in files]
    elif path.is_file() and path.suffix.lower() == ".zip":
        found = _of_zip(path, wanted)
    elif path.is_file():
        found = [_of_file(path, path.name)]
    else:
        raise Invalid.field("path", "not_there", f"there is no file, folder or zip {str(path)!r}")
    if len(found) > MAX_FILES:
        raise Invalid.field("path", "too_many", f"import at most {MAX_FILES} files at once")
    return found


def _of_file(path: Path, name: str) -> ExportStream:
    packed = path.suffix.lower() == ".gz"

    def opened() -> AbstractContextManager[Readable]:
        return gzip.GzipFile(path, "rb") if packed else path.open("rb")

    return ExportStream(_printable(name), path.stat().st_size, packed, opened)


def _of_zip(path: Path, wanted: tuple[str, ...]) -> list[ExportStream]:
    try:
        archive = zipfile.ZipFile(path)  # closed with the last of its streams
        members = [info for info in archive.infolist() if info.filename.lower().endswith(wanted)]
    except Exception as error:  # as above
        raise Invalid.field("path", "bad_zip", f"{path.name} cannot be read as a zip ({error})") from None
    return [_of_member(archive, info) for info in sorted(members, key=lambda info: info.filename)]


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> ExportStream:
    name = _printable(info.filename)
    return ExportStream(name, info.compress_size, True, lambda: _open_member(archive, info))


@contextmanager
def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Readable]:
    with archive.open(info) as member:
        if info.filename.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=member, mode="rb") as unpacked:
                yield unpacked
        else:
            yield member


def _reason(error: Exception) -> str:
    return (
        "unreadable" if type(error) in (PermissionError, FileNotFoundError, IsADirectoryError) else "damaged"
    )


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:300]
