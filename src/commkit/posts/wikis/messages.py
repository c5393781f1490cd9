"""Commands of wikis."""

from attrs import field, frozen

from commkit.posts.records import PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.messages import Command


@frozen
class EnableWiki(Command[PostStatus]):
    """Make a post a wiki, which others may edit too; again, to change the trust level.

    Members of that trust level with the permission `posts.edit_wiki` may edit it. As with any edit, the post's version
    decides between two at the same time.

    Attributes:
        post: The post.
        trust: The lowest trust level that may edit it, from 0.

    Raises:
        Invalid: The type has no such trust level.
    """

    permission = "posts.enable_wiki"

    post: PostId
    trust: int = field(default=0, kw_only=True)


@frozen
class DisableWiki(Command[PostStatus]):
    """Make a wiki an ordinary post again, which only its author edits.

    Raises:
        Conflict: It is not a wiki.
    """

    permission = "posts.enable_wiki"

    post: PostId
