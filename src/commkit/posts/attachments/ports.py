"""The port to the host's store of bytes, and a store in a folder."""

import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import Protocol, runtime_checkable
from uuid import uuid4

from commkit.posts.attachments.messages import CompleteUpload
from commkit.posts.attachments.policy import check_file, media_type_of
from commkit.posts.attachments.records import UploadTicket
from commkit.runtime.model.errors import NotFound

_KEY = re.compile(r"[0-9a-f]{32}/[0-9a-f]{32,64}")


class AttachmentPort(Protocol):
    """The port to the host's store of bytes; give one to the Kit with `ports={AttachmentPort: ...}`.

    Keys are made by the library: lower-case hexadecimal digits and one slash, never anything that a user wrote.
    """

    def put(self, key: str, data: bytes) -> None:
        """Store bytes under a key, and replace those that are there."""
        ...

    def get(self, key: str) -> bytes | None:
        """The bytes under a key; None if there are none."""
        ...

    def delete(self, key: str) -> None:
        """Delete the bytes under a key; a missing key is no error."""
        ...


@runtime_checkable
class AttachmentRanges(Protocol):
    """What a store can do beside the port: read a part of a file without the rest of it.

    A store that has it is asked for parts of files; of others the whole file is read, and the part is cut out.
    """

    def get_range(self, key: str, first: int, last: int) -> bytes | None:
        """The bytes from the first to the last position, both included, or as many of them as there are.

        Args:
            key: The key of the file.
            first: The position of the first byte, counted from 0.
            last: The position of the last byte.

        Returns:
            The bytes; None if there is no such file.
        """
        ...


def read_part(port: AttachmentPort, key: str, first: int, last: int) -> bytes | None:
    """A part of a file, as `AttachmentRanges` says it; also of stores that can only read whole files.

    Args:
        port: The host's store.
        key: As for `get_range`.
        first: As for `get_range`.
        last: As for `get_range`.
    """
    if isinstance(port, AttachmentRanges):
        return port.get_range(key, first, last)
    data = port.get(key)
    return data[first : last + 1] if data is not None else None


def check_upload(ticket: UploadTicket, data: bytes) -> str:
    """Examine the bytes of an upload; gives the media type that they show.

    Args:
        ticket: The result of `CreateUpload`.
        data: The bytes.

    Raises:
        Invalid: There are too many bytes, or their media type is not allowed here.
    """
    media_type = media_type_of(data)
    check_file(len(data), media_type, max_bytes=ticket.max_bytes, allowed=ticket.media_types)
    return media_type


def store_upload(port: AttachmentPort, ticket: UploadTicket, data: bytes) -> CompleteUpload:
    """Examine the bytes of an upload and store them; call it outside of any session, as it does I/O.

    Args:
        port: The host's store.
        ticket: The result of `CreateUpload`.
        data: The bytes.

    Returns:
        The command that the host sends next, as `SYSTEM`.

    Raises:
        Invalid: There are too many bytes, or their media type is not allowed here. Nothing was stored.
    """
    media_type = check_upload(ticket, data)
    port.put(ticket.key, data)
    return CompleteUpload(
        ticket.id,
        size=len(data),
        media_type=media_type,
        digest=hashlib.sha256(data).hexdigest(),
        attempt=ticket.attempt,
    )


_PARTIAL = "partial"
"""The folder of files that are being written; in one with the others it would take long to find them."""


class FileSystemAttachmentStore:
    """Stores the bytes in a folder, a file for each attempt to send an attachment.

    Args:
        folder: The folder; created if it is missing. Do not let a web server serve it.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder)

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes in one step: of a process that ends meanwhile nothing is left that `get` gives."""
        file = self._file(key)
        temporary = file.parent / _PARTIAL / f"{file.name}.{uuid4().hex}"
        temporary.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)

    def get(self, key: str) -> bytes | None:
        """The bytes of the file."""
        with contextlib.suppress(FileNotFoundError):
            return self._file(key).read_bytes()
        return None

    def get_range(self, key: str, first: int, last: int) -> bytes | None:
        """Those bytes of the file; the others are not read."""
        with contextlib.suppress(FileNotFoundError), self._file(key).open("rb") as file:
            file.seek(first)
            return file.read(last - first + 1)
        return None

    def delete(self, key: str) -> None:
        """Remove the file, and what processes left of it that ended while they stored it."""
        file = self._file(key)
        for found in (file, *(file.parent / _PARTIAL).glob(f"{file.name}.*")):
            found.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise NotFound("posts.not_found", "that is not the key of an attachment")
        return self._folder / key
