"""The commands and queries of featured comments."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_media.featured.records import FeaturedComment

FeatureNote = Annotated[str, Text(max=500, min=0)]


@frozen
class FeatureComment(TextCommand[FeaturedComment]):
    """Feature a comment: it stands first in its thread, is marked, and may stand on the front page.

    Attributes:
        post: The comment.
        note: Why, for its author and for readers.

    Raises:
        Invalid: It opens a thread.
        Conflict: It was removed, or is featured already.
    """

    permission = "media.feature_comments"
    shown = ("note",)
    personal = ("note",)

    post: PostId
    note: FeatureNote = field(default="", kw_only=True)


@frozen
class UnfeatureComment(Command[bool]):
    """Feature a comment no more.

    Returns:
        Whether it was featured.
    """

    permission = "media.feature_comments"

    post: PostId


@frozen(kw_only=True)
class ListFeaturedComments(Query[Page[FeaturedComment]]):
    """List the featured comments that the reader may see, what was featured last first.

    Attributes:
        thread: Only those of this thread.
        after: The `next` of the page before.
        limit: Comments on a page, 1 to 100.
    """

    permission = "media.read_featured"
    personal = ()

    thread: PostId | None = None
    after: str | None = None
    limit: int = 20
