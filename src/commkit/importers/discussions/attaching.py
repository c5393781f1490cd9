"""The policy that files of comments are attached: their bytes are stored between two transactions.

A process that ends between them leaves files that were announced: the worker deletes them after a day, and the next
import announces them again.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import define

from commkit.importers.attached.messages import AnnounceUploads, ImportUploads
from commkit.importers.attached.records import ExternalUpload, StoredUpload
from commkit.importers.batches import batches
from commkit.importers.conversation_batches import digest
from commkit.importers.discussions.records import FoundUpload
from commkit.importers.discussions.target import Target
from commkit.importers.discussions.uploads import PostUpload
from commkit.importers.messages import ListRefusedFiles
from commkit.importers.plain_text import clean_line
from commkit.importers.records import ExternalFile
from commkit.importers.refused_files import reason_of
from commkit.posts import AttachmentPort, UploadTicket, media_type_of, store_upload
from commkit.redaction import mask_addresses
from commkit.runtime.model.errors import Invalid

_AT_ONCE = 50
"""Files that are announced in one transaction."""
_MAX_NAME = 200


class UploadRefused(Exception):  # not an error of the import: a result of the file
    """A file that cannot be read.

    Args:
        reason: The reason, by which files are counted.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UploadFiles(Protocol):
    """Where the bytes of files are."""

    def size(self, upload: FoundUpload, /) -> int:
        """The size of a file in bytes.

        Raises:
            UploadRefused: There is none that may be read.
        """
        ...

    def read(self, upload: FoundUpload, /, *, most: int) -> bytes:
        """Its bytes.

        Raises:
            UploadRefused: There is none that may be read, or it has more than `most` bytes.
        """
        ...


@define
class _File:
    """A file on its way, with what is known of it; `reason` is None until that is decided."""

    id: str
    given: PostUpload
    size: int = 0
    media_type: str = ""
    reason: str | None = None


class AttachedUploads:
    """Attaches files.

    Args:
        files: Where their bytes are.
        port: The host's store.
    """

    change = "attached"

    def __init__(self, files: UploadFiles, port: AttachmentPort) -> None:
        self._files = files
        self._port = port

    def take(
        self, target: Target, files: Sequence[PostUpload], before: Mapping[str, str], names: Mapping[str, str]
    ) -> list[str]:
        """Attach files, as many as the community allows, each once."""
        done: list[str] = []
        for some in batches(files, _AT_ONCE):
            chunk = [_File(digest(each.post, each.upload.key), each) for each in some]
            self._examine(target, chunk)
            tickets = self._announce(target, chunk, names)
            self._attach(target, self._store(chunk, tickets), chunk)
            done += [file.reason or "" for file in chunk]
        return done

    def _examine(self, target: Target, chunk: Sequence[_File]) -> None:
        """Find out which may be attached: without reading what is too large, or what the posts have already."""
        for file in _open(chunk):
            with _Deciding(file):
                file.size = self._files.size(file.given.upload)
        for id, reason in _refused(target, chunk, source=target.source).items():
            if not reason.startswith("media type"):
                _by_id(chunk)[id].reason = reason
        for file in _open(chunk):
            with _Deciding(file):
                file.media_type = media_type_of(self._files.read(file.given.upload, most=file.size))
        for id, reason in _refused(target, chunk).items():
            _by_id(chunk)[id].reason = reason

    def _announce(
        self, target: Target, chunk: Sequence[_File], names: Mapping[str, str]
    ) -> Mapping[str, UploadTicket]:
        waiting = tuple(
            ExternalUpload(
                external_id=file.id,
                post=file.given.post,
                author=file.given.author,
                name=_name(file.given.upload, names),
                size=file.size,
            )
            for file in _open(chunk)
        )
        if not waiting:
            return {}
        announced = target.do(AnnounceUploads(target.source, waiting))
        for id, reason in announced.skipped.items():
            _by_id(chunk)[id].reason = reason
        return announced.tickets

    def _store(self, chunk: Sequence[_File], tickets: Mapping[str, UploadTicket]) -> list[StoredUpload]:
        """Store the bytes, those of one file at a time."""
        stored = []
        for file in _open(chunk):
            ticket = tickets[file.id]
            with _Deciding(file):
                data = self._files.read(file.given.upload, most=ticket.max_bytes)
                completed = store_upload(self._port, ticket, data)
                stored.append(
                    StoredUpload(
                        external_id=file.id,
                        post=file.given.post,
                        attachment=ticket.id,
                        size=completed.size,
                        media_type=completed.media_type,
                        digest=completed.digest,
                        attempt=ticket.attempt,
                    )
                )
        return stored

    def _attach(self, target: Target, stored: Sequence[StoredUpload], chunk: Sequence[_File]) -> None:
        """Attach each in a transaction of its own, so that what became of it is known."""
        for upload in stored:
            result = target.do(ImportUploads(target.source, target.run, (upload,)))
            _by_id(chunk)[upload.external_id].reason = next(iter(result.skipped), "")


class _Deciding:
    """Makes the refusal of a file its reason."""

    def __init__(self, file: _File) -> None:
        self._file = file

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, UploadRefused):
            self._file.reason = error.reason
        elif isinstance(error, Invalid):
            self._file.reason = reason_of(error)
        return self._file.reason is not None


def _open(chunk: Sequence[_File]) -> list[_File]:
    return [file for file in chunk if file.reason is None]


def _by_id(chunk: Sequence[_File]) -> dict[str, _File]:
    return {file.id: file for file in chunk}


def _refused(target: Target, chunk: Sequence[_File], *, source: str = "") -> Mapping[str, str]:
    asked = tuple(
        ExternalFile(external_id=file.id, size=file.size, media_type=file.media_type) for file in _open(chunk)
    )
    return target.ask(ListRefusedFiles(asked, source=source)) if asked else {}


def _name(upload: FoundUpload, names: Mapping[str, str]) -> str:
    """The name of an attachment: what it was called, else what it is called in the folder."""
    suffix = upload.suffix
    given = (names.get(upload.key) or upload.name).replace("\\", "/").rpartition("/")[2]
    name = mask_addresses(clean_line(given, 10 * _MAX_NAME)).strip()
    if name in ("", ".", ".."):
        name = upload.key.rpartition("/")[2]
    if suffix and not name.lower().endswith(suffix.lower()):
        name = name[: _MAX_NAME - len(suffix)] + suffix
    return name[-_MAX_NAME:]
