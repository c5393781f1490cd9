"""The files of an export, which is one file, a folder, or a zip; each within a limit of size."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from commkit.runtime.model.errors import Invalid

_MAX_FILES = 20_000


@frozen
class ExportFile:
    """A file of an export.

    Attributes:
        name: Its path within the export, with `/`.
        data: Its bytes; None where it cannot be read.
        error: Why not: `too large`, `damaged`, `unreadable`; empty where it can.
    """

    name: str
    data: bytes | None
    error: str = ""


def iter_files(path: str | Path, *, suffix: str, max_bytes: int) -> Iterator[ExportFile]:
    """The files of an export, in the order of their names.

    Args:
        path: A file, a folder, which is searched recursively, or a zip.
        suffix: The suffix of their names, such as `.json`.
        max_bytes: Bytes of a file at most, uncompressed.

    Raises:
        Invalid: There is nothing at that path, the zip cannot be read, or there are more than 20,000 files.
    """
    path = Path(path)
    if path.is_dir():
        names = sorted(
            found for found in path.rglob("*") if found.suffix.lower() == suffix and found.is_file()
        )
        _check_count(len(names))
        yield from (_of_folder(path, name, max_bytes) for name in names)
    elif path.suffix.lower() == ".zip" and path.is_file():
        yield from _of_zip(path, suffix, max_bytes)
    elif path.is_file():
        yield _of_folder(path.parent, path, max_bytes)
    else:
        raise Invalid.field("path", "not_there", f"there is no file, folder or zip {str(path)!r}")


def _of_folder(folder: Path, path: Path, max_bytes: int) -> ExportFile:
    name = path.relative_to(folder).as_posix()
    try:
        with path.open("rb") as file:
            return _limited(name, file.read(max_bytes + 1), max_bytes)
    except OSError:
        return ExportFile(name, None, "unreadable")


def _of_zip(path: Path, suffix: str, max_bytes: int) -> Iterator[ExportFile]:
    try:
        archive = zipfile.ZipFile(path)
    except Exception as error:  # zipfile raises many kinds of exceptions on bad input
        raise Invalid.field("path", "bad_zip", f"{path.name} cannot be read as a zip ({error})") from None
    with archive:
        names = sorted(info.filename for info in archive.infolist() if info.filename.lower().endswith(suffix))
        _check_count(len(names))
        for name in names:
            try:
                # The sizes in the zip's directory may be wrong: read no more than the limit.
                with archive.open(name) as file:
                    found = _limited(name, file.read(max_bytes + 1), max_bytes)
            except Exception:  # as do the decompressors
                found = ExportFile(name, None, "damaged")
            yield found


def _limited(name: str, data: bytes, max_bytes: int) -> ExportFile:
    return ExportFile(name, data) if len(data) <= max_bytes else ExportFile(name, None, "too large")


def _check_count(files: int) -> None:
    if files > _MAX_FILES:
        raise Invalid.field("path", "too_many", f"import at most {_MAX_FILES} files at once")
