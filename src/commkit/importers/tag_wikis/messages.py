"""The commands that import the wikis of tags."""

from typing import Annotated

from attrs import frozen

from commkit.importers.messages import MANY, ImportCommand
from commkit.importers.tag_wikis.records import ExternalTagWiki, ExternalTagWikiRevision


@frozen
class ImportTagWikis(ImportCommand):
    """Import the wikis of tags; a part that was written here stays as it is.

    Attributes:
        wikis: Their parts.

    Raises:
        Invalid: A tag is malformed.
    """

    personal = ("wikis",)

    wikis: Annotated[tuple[ExternalTagWiki, ...], MANY]


@frozen
class ImportTagWikiRevisions(ImportCommand):
    """Import the history of wikis that were imported before; see `ImportRevisions`.

    Attributes:
        revisions: The changes: of each part all that the source knows, in one batch and in the order of time.

    Raises:
        Invalid: A tag is malformed.
    """

    personal = ("revisions",)

    revisions: Annotated[tuple[ExternalTagWikiRevision, ...], MANY]
