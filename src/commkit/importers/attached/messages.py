"""The two commands that import files: announce them, and attach those whose bytes the host has stored in between."""

from typing import Annotated

from attrs import frozen

from commkit.importers.attached.records import AnnouncedUploads, ExternalUpload, StoredUpload
from commkit.importers.messages import MANY, ImportCommand
from commkit.importers.records import Source
from commkit.runtime.model.messages import Command


@frozen
class AnnounceUploads(Command[AnnouncedUploads]):
    """Announce files of posts that were imported before; what is not attached within a day is deleted again.

    The host stores their bytes with `store_upload`, and sends `ImportUploads`.

    Attributes:
        source: The name of the source.
        uploads: The files.
    """

    permission = "importers.import"
    personal = ("uploads",)
    max_text = None
    host_only = True

    source: Source
    uploads: Annotated[tuple[ExternalUpload, ...], MANY]


@frozen
class ImportUploads(ImportCommand):
    """Attach files whose bytes are stored to their posts, each once, as files of the posts' authors.

    Attributes:
        uploads: The files.
    """

    personal = ()

    uploads: Annotated[tuple[StoredUpload, ...], MANY]
