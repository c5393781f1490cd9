"""The command and the query of cross-posts."""

from typing import Annotated

from attrs import field, frozen

from commkit import Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit.spaces import SpaceId
from commkit_topical.cross_posting.records import CrossPosts


@frozen
class CrossPostThread(TextCommand[Post]):
    """Post a thread in another space, too: a thread of its own kind and title there, which leads back to it.

    What `CreateThread` refuses this refuses, too. A cross-post of a cross-post leads back to the original.

    Attributes:
        thread: The thread.
        space: Where to.
        note: What to say about it there; a sentence that says what it is where it is left out.

    Raises:
        NotFound: There is no such thread or space for this actor.
        Invalid: The post opens no thread.
        Conflict: It was posted there already, stands there, was removed, or is not for all who may see that space.
    """

    permission = "topical.cross_post"
    granted_to = "member"
    creates = True
    shown = ("note",)
    personal = ("note",)

    thread: PostId
    space: SpaceId
    note: Annotated[str, Text(max=2_000, min=0)] = field(default="", kw_only=True)


@frozen
class ReadCrossPosts(Query[CrossPosts]):
    """Read which threads belong together with one by cross-posts, and how many replies they have together.

    Attributes:
        thread: A post of one of them.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "topical.read_cross_posts"

    thread: PostId
