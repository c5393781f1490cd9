"""The commands that import the wikis of tags."""

from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.importers.records import ImportResult, Source
from commkit.importers.tag_wikis.records import ExternalTagWiki, ExternalTagWikiRevision
from commkit.runtime.model.messages import Command
from commkit.runtime.values.sizes import Items

_MANY = Items(max=10_000)


@frozen
class ImportTagWikis(Command[ImportResult]):
    """Import the wikis of tags; a part that was written here stays as it is.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        wikis: Their parts.

    Raises:
        Invalid: A tag is malformed.
    """

    permission = "importers.import"
    personal = ("wikis",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    wikis: Annotated[tuple[ExternalTagWiki, ...], _MANY]


@frozen
class ImportTagWikiRevisions(Command[ImportResult]):
    """Import the history of wikis that were imported before; see `ImportRevisions`.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        revisions: The changes: of each part all that the source knows, in one batch and in the order of time.

    Raises:
        Invalid: A tag is malformed.
    """

    permission = "importers.import"
    personal = ("revisions",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    revisions: Annotated[tuple[ExternalTagWikiRevision, ...], _MANY]
