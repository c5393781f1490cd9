"""The folder of a forum's uploads, as a backup has it: `default/original/2X/0/SHA1.png` and the like.

Nothing is opened but regular files at the places where uploads are: no symbolic link is followed, at no level.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from commkit.importers.discussions.attaching import UploadRefused
from commkit.importers.discussions.records import FoundUpload
from commkit.runtime.model.errors import Invalid

_TOMBSTONE = "tombstone"
"""The folder of what was deleted."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ALIKE = {".jpg": (".jpeg",), ".jpeg": (".jpg",)}


class UploadsFolder:
    """Files of uploads.

    Args:
        folder: The folder `uploads` of a backup, or that of one site in it.

    Raises:
        Invalid: It is no folder.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)
        if not self._folder.is_dir():
            raise Invalid.field("uploads_from", "no_folder", "give the folder `uploads` of a backup")
        self._sites = (
            self._folder,
            *sorted(
                Path(entry.path)
                for entry in os.scandir(self._folder)
                if entry.is_dir(follow_symlinks=False) and entry.name != _TOMBSTONE
            ),
        )

    def size(self, upload: FoundUpload, /) -> int:
        """The size of a file in bytes.

        Raises:
            UploadRefused: There is none, or it is no regular file.
        """
        return self._find(upload)[1]

    def read(self, upload: FoundUpload, /, *, most: int) -> bytes:
        """Its bytes.

        Raises:
            UploadRefused: There is none, it is no regular file, may not be read, or has more than `most` bytes.
        """
        path, _ = self._find(upload)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | _NO_FOLLOW), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise UploadRefused("not a regular file")
                data = file.read(most + 1)
        except OSError:
            raise UploadRefused("file not readable") from None
        if len(data) > most:
            raise UploadRefused("size out of range")
        return data

    def _find(self, upload: FoundUpload) -> tuple[Path, int]:
        for site in self._sites:
            for place in _places(upload):
                size = _size(site, place)
                if size is not None:
                    return site / place, size
        raise UploadRefused("file not in the folder")


def _places(upload: FoundUpload) -> Iterator[str]:
    """Where in the folder of a site an upload may be: where its address says, then where its key says."""
    if upload.path:
        yield upload.path
    key = upload.key
    if "/" in key:
        return
    for suffix in (upload.suffix, *_ALIKE.get(upload.suffix.lower(), ())):
        for levels in ("1X", f"2X/{key[0]}", f"3X/{key[0]}/{key[1]}", f"4X/{key[0]}/{key[1]}/{key[2]}"):
            yield f"original/{levels}/{key}{suffix}"


def _size(site: Path, place: str) -> int | None:
    """The size of a regular file; None where there is nothing."""
    at, status = site, None
    for part in place.split("/"):
        if part in ("", ".", ".."):
            raise UploadRefused("malformed address")
        at /= part
        try:
            status = at.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            raise UploadRefused("file not readable") from None
        if stat.S_ISLNK(status.st_mode):
            raise UploadRefused("symbolic link")
    if status is None or not stat.S_ISREG(status.st_mode):
        raise UploadRefused("not a regular file")
    return status.st_size
