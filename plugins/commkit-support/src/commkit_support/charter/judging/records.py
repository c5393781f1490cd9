"""What gates and transforms find in a command, for its reactions, and a post as it was stored."""

from attrs import frozen

from commkit.posts import PostId
from commkit_support.charter.records import ScopeOfferId


@frozen
class Judged:
    """In the text of a command was private data or danger.

    Attributes:
        masked: Whether the private data in it was masked; None where there is none that would be.
    """

    masked: bool | None


@frozen
class Published:
    """A question is published by its asker's decision.

    Attributes:
        offer: What they decided.
    """

    offer: ScopeOfferId


@frozen
class WrittenPost:
    """What is written in a post.

    Attributes:
        title: Its title.
        body: Its text.
        thread: The post that opens its thread.
        kind: The kind of that one.
    """

    title: str
    body: str
    thread: PostId
    kind: str
