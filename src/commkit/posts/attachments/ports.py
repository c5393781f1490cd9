"""The port to the host's store of bytes, and a store in a folder."""

import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from commkit.posts.attachments.messages import CompleteUpload
from commkit.posts.attachments.policy import check_file, media_type_of
from commkit.posts.attachments.records import UploadTicket
from commkit.runtime.model.errors import NotFound

_KEY = re.compile(r"[0-9a-f]{32}/[0-9a-f]{32}")


class AttachmentPort(Protocol):
    """The port to the host's store of bytes; a Kit is given one with `ports={AttachmentPort: ...}`.

    A key is made by the library: lower-case hexadecimal digits and one slash, never anything that a user wrote.
    """

    def put(self, key: str, data: bytes) -> None:
        """Keep these bytes; again, in the place of those before."""
        ...

    def get(self, key: str) -> bytes | None:
        """The bytes; None where there are none."""
        ...

    def delete(self, key: str) -> None:
        """Forget the bytes; to forget what is not there is no error."""
        ...


def store_upload(port: AttachmentPort, ticket: UploadTicket, data: bytes) -> CompleteUpload:
    """Look at the bytes of an upload and keep them; call it outside of any session, for it does I/O.

    Args:
        port: The host's store.
        ticket: What `CreateUpload` gave.
        data: The bytes.

    Returns:
        The command that the host sends then, as `SYSTEM`.

    Raises:
        Invalid: They are too many, or what their beginning shows is not allowed here. Nothing was kept.
    """
    found = media_type_of(data)
    check_file(len(data), found, max_bytes=ticket.max_bytes, allowed=ticket.media_types)
    port.put(ticket.key, data)
    return CompleteUpload(
        ticket.id, size=len(data), media_type=found, digest=hashlib.sha256(data).hexdigest()
    )


class FileSystemAttachmentStore:
    """Keeps the bytes in a folder, a file for each attachment.

    Args:
        folder: Where; made if it is not there. Do not let a web server serve it.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder)

    def put(self, key: str, data: bytes) -> None:
        """Whole or not at all, whenever the process ends."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f"{file.name}.{uuid4().hex}")
        try:
            with half.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)

    def get(self, key: str) -> bytes | None:
        """The bytes of the file."""
        with contextlib.suppress(FileNotFoundError):
            return self._file(key).read_bytes()
        return None

    def delete(self, key: str) -> None:
        """Remove the file."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise NotFound("posts.not_found", "that is no key of an attachment")
        return self._folder / key
