"""The feature of posts: threads, replies, edits, reactions, tags."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.posts.messages import (
    PostEdited,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostsImported,
    ReactionGiven,
    ReactionTaken,
    StateChanged,
)
from commkit.posts.records import Revision, Tag, Tally
from commkit.posts.tables import metadata
from commkit.runtime.features import Feature
from commkit.runtime.types import MEMBER, SILENCED, STEWARD, VISITOR


@frozen
class PostSettings:
    """How posts behave in a community.

    Attributes:
        max_depth: Levels of replies that are shown below each other; a deeper reply stands beside its parent. 1 to 32.
        max_tags: Tags a thread may bear, 0 to 20.
        own_reactions: Whether members may raise or lower the score of their own posts.
    """

    max_depth: int = field(default=8, validator=[ge(1), le(32)])
    max_tags: int = field(default=5, validator=[ge(0), le(20)])
    own_reactions: bool = False


posts = Feature(
    "posts",
    tables=metadata,
    migrations="commkit.runtime.versions",
    settings=PostSettings(),
    grants={
        VISITOR: {"posts.read"},
        SILENCED: {"posts.react"},
        MEMBER: {
            "posts.publish",
            "posts.reply",
            "posts.react",
            "posts.edit:own",
            "posts.remove:own",
            "posts.change_state:own",
        },
        STEWARD: {"posts.edit", "posts.remove", "posts.restore", "posts.change_state", "posts.see_removed"},
    },
    facts=(
        PostPublished,
        PostsImported,
        PostEdited,
        PostRemoved,
        PostRestored,
        StateChanged,
        ReactionGiven,
        ReactionTaken,
    ),
    records=(Revision, Tally, Tag),
)
"""The feature of posts; a type names it as `posts`."""
