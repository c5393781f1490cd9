"""The command that imports the history of posts."""

from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.importers.records import ImportResult, Source
from commkit.importers.revisions.records import ExternalRevision
from commkit.runtime.model.messages import Command
from commkit.runtime.values.sizes import Items


@frozen
class ImportRevisions(Command[ImportResult]):
    """Import the history of posts that were imported before; it becomes their revisions.

    The text of a post becomes that of its last revision where both say the same, in the markup of the revision, which
    its author wrote. Where they do not, both stay: the post's text is one more version. `changes` of the result count
    the posts of either kind. A post that was edited here keeps its own history.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        revisions: The changes: of each post all that the source knows, in one batch and in the order of time.
    """

    permission = "importers.import"
    personal = ("revisions",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    revisions: Annotated[tuple[ExternalRevision, ...], Items(max=10_000)]
