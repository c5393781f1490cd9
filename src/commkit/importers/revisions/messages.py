"""The command that imports the history of posts."""

from typing import Annotated

from attrs import frozen

from commkit.importers.messages import MANY, ImportCommand
from commkit.importers.revisions.records import ExternalRevision


@frozen
class ImportRevisions(ImportCommand):
    """Import the history of posts that were imported before; it becomes their revisions.

    The text of a post becomes that of its last revision where both say the same, in the markup of the revision, which
    its author wrote. Where they do not, both stay: the post's text is one more version. `changes` of the result count
    the posts of either kind. A post that was edited here keeps its own history.

    Attributes:
        revisions: The changes: of each post all that the source knows, in one batch and in the order of time.
    """

    personal = ("revisions",)

    revisions: Annotated[tuple[ExternalRevision, ...], MANY]
