"""An import of the files of an export of discussions."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Protocol

from attrs import frozen

from commkit.importers.archive import require_opening_kind
from commkit.importers.batches import Progress
from commkit.importers.conversation_batches import source_of
from commkit.importers.discussions.importing import DiscussionImport
from commkit.importers.discussions.records import Found
from commkit.importers.discussions.uploads import UploadPolicy
from commkit.importers.ports import KitProtocol
from commkit.importers.report import ImportReport
from commkit.importers.streams import ExportStream, list_streams
from commkit.runtime.model.errors import Invalid


class DiscussionReader(Protocol):
    """Reads the files of an export."""

    def read(self, stream: ExportStream, /) -> Iterator[Found]:
        """What the rows of a file hold.

        Raises:
            RowsDamaged: It cannot be read any further, or is no such export.
        """
        ...


@frozen
class ExportFormat:
    """A format of exports.

    Attributes:
        system: The system's name, a prefix of sources.
        suffix: The suffix of its files.
        example: The name of such a file.
        threads: The name of the table of threads.
        comments: The name of the table of comments.
        reader: Makes a reader, given the latest time that a row may have.
    """

    system: str
    suffix: str
    example: str
    threads: str
    comments: str
    reader: Callable[[datetime], DiscussionReader]


def import_exports(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    format: ExportFormat,
    *,
    source: str | None,
    batch: int,
    progress: Progress | None,
    uploads: UploadPolicy | None = None,
) -> ImportReport:
    """Import the files of an export into a community that exists.

    Args:
        kit: The Kit.
        path: A file, plain or gzip, or a folder or a zip of such files.
        community: The community's slug.
        format: The format of the files.
        source: The name of the source; None for that of the folder or file.
        batch: Rows in a transaction, 1 to 5,000.
        progress: Called after each batch.
        uploads: How files of comments are taken; None to take none.

    Raises:
        Invalid: There is no file, the source is malformed, or the batch size is out of range.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads.
        Denied: The community is archived.
    """
    files = list_streams(path, (format.suffix,))
    if not files:
        told = f"there is no {format.suffix} file in it, such as {format.example}"
        raise Invalid.field("path", "no_exports", told)
    importing = DiscussionImport(
        kit,
        community,
        f"{format.system}:{source or source_of(path)}",
        threads=format.threads,
        comments=format.comments,
        size=batch,
        progress=progress,
        uploads=uploads,
    )
    require_opening_kind(kit, community)
    reader = format.reader(importing.latest)
    with closing(importing):
        for file in files:
            importing.read(file.name, reader.read(file))
        return importing.finish()
