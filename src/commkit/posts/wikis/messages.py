"""Commands of wikis."""

from attrs import field, frozen

from commkit.posts.records import PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.messages import Command


@frozen
class EnableWiki(Command[PostStatus]):
    """Let others edit a post too; again, to ask for another trust level.

    Who may: members of that trust level whose role has the permission `posts.edit_wiki`. Edits are told apart by the
    post's version, as everybody's are.

    Attributes:
        post: Which.
        trust: The trust level it takes, 0 upwards.

    Raises:
        Invalid: The type has no such trust level.
    """

    permission = "posts.enable_wiki"

    post: PostId
    trust: int = field(default=0, kw_only=True)


@frozen
class DisableWiki(Command[PostStatus]):
    """Leave a post to its author again.

    Raises:
        Conflict: It is no wiki.
    """

    permission = "posts.enable_wiki"

    post: PostId
