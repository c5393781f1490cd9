"""The records of what nobody was told of yet."""

from enum import StrEnum

from attrs import frozen

from commkit.posts import PostId
from commkit.runtime.model.ids import FactId, MemberId


class UntoldAbout(StrEnum):
    """Who would have been told of a post."""

    POST = "post"
    """The author of the post above, and the watchers."""
    MENTION = "mention"
    """A member whom it mentions."""
    FIRST_POST = "first_post"
    """Those who welcome newcomers."""


@frozen
class Untold:
    """That somebody was not told of a post, because it was removed.

    Attributes:
        post: The post.
        cause: The fact that they would have been told of.
        about: Who they are.
        member: The member who was mentioned; an id of nobody otherwise.
        by: Who mentioned them; None for the author of the post.
    """

    post: PostId
    cause: FactId
    about: UntoldAbout
    member: MemberId
    by: MemberId | None
