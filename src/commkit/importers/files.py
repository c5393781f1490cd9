"""The files of an export: one file, a folder of them, or a zip; each with its name, and none larger than it may be."""

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
        data: What is in it; None where it cannot be had.
        error: Why not, in few words: `too large`, `damaged`; empty where it can.
    """

    name: str
    data: bytes | None
    error: str = ""


def iter_files(path: str | Path, *, suffix: str, max_bytes: int) -> Iterator[ExportFile]:
    """The files of an export, in the order of their names.

    Args:
        path: A file, a folder, which is searched through, or a zip.
        suffix: How their names end, such as `.json`.
        max_bytes: Bytes of a file, at most, unpacked.

    Raises:
        Invalid: There is nothing at that path, the zip is none, or there are more than 20,000 files.
    """
    path = Path(path)
    if path.is_dir():
        names = sorted(
            found for found in path.rglob("*") if found.suffix.lower() == suffix and found.is_file()
        )
        _count(len(names))
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
    except Exception as error:  # what reads zips raises what it likes on bad input
        raise Invalid.field("path", "bad_zip", f"{path.name} is no zip that can be read ({error})") from None
    with archive:
        names = sorted(info.filename for info in archive.infolist() if info.filename.lower().endswith(suffix))
        _count(len(names))
        for name in names:
            try:
                # What the zip says of sizes may be a lie; so no more is unpacked than may be.
                with archive.open(name) as file:
                    found = _limited(name, file.read(max_bytes + 1), max_bytes)
            except Exception:  # so does each of the libraries that unpack
                found = ExportFile(name, None, "damaged")
            yield found


def _limited(name: str, data: bytes, max_bytes: int) -> ExportFile:
    return ExportFile(name, data) if len(data) <= max_bytes else ExportFile(name, None, "too large")


def _count(files: int) -> None:
    if files > _MAX_FILES:
        raise Invalid.field("path", "too_many", f"import at most {_MAX_FILES} files at once")
