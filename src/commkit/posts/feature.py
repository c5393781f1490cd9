"""The feature of posts: threads, replies, edits, reactions, tags."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.posts.attachments import messages as attachments
from commkit.posts.attachments.policy import MEDIA_TYPES
from commkit.posts.differing import Change, Difference
from commkit.posts.drafts import messages as drafts
from commkit.posts.marks import messages as marks
from commkit.posts.marks.records import Marks
from commkit.posts.messages import (
    MembersMentioned,
    PostEdited,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostsImported,
    ReactionGiven,
    ReactionTaken,
    StateChanged,
)
from commkit.posts.moving import messages as moving
from commkit.posts.polls import messages as polls
from commkit.posts.polls.records import Poll, Voter
from commkit.posts.records import Revision, Tag, Tally
from commkit.posts.tables import metadata
from commkit.posts.tags import messages as tags
from commkit.posts.tags.records import TagRule
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, STEWARD, SYSTEM_ROLE, VISITOR, NoticeKind


@frozen
class PostSettings:
    """How posts behave in a community.

    Attributes:
        max_depth: Levels of replies that are shown below each other; a deeper reply stands beside its parent. 1 to 32.
        max_tags: Tags a thread may bear, 0 to 20.
        own_reactions: Whether members may raise or lower the score of their own posts.
        max_mentions: Members that a post may mention, 0 to 20; further names mention nobody.
        max_attachments: Files that may hang on a post, 0 to 50.
        max_attachment_bytes: The size of a file, at most.
        media_types: What files may be, as their first bytes say.
    """

    max_depth: int = field(default=8, validator=[ge(1), le(32)])
    max_tags: int = field(default=5, validator=[ge(0), le(20)])
    own_reactions: bool = False
    max_mentions: int = field(default=10, validator=[ge(0), le(20)])
    max_attachments: int = field(default=10, validator=[ge(0), le(50)])
    max_attachment_bytes: int = field(default=10_000_000, validator=[ge(1), le(2**40)])
    media_types: tuple[str, ...] = MEDIA_TYPES


posts = Feature(
    "posts",
    tables=metadata,
    migrations="commkit.migrations",
    settings=PostSettings(),
    grants={
        VISITOR: {"posts.read"},
        SILENCED: {"posts.react", "posts.vote"},
        MEMBER: {
            "posts.publish",
            "posts.reply",
            "posts.draft",
            "posts.react",
            "posts.vote",
            "posts.attach",
            "posts.edit_wiki",
            "posts.edit:own",
            "posts.remove:own",
            "posts.change_state:own",
            "posts.open_poll:own",
            "posts.open_wiki:own",
        },
        STEWARD: {
            "posts.edit",
            "posts.remove",
            "posts.restore",
            "posts.change_state",
            "posts.see_removed",
            "posts.open_poll",
            "posts.open_wiki",
            "posts.pin",
            "posts.lock",
            "posts.move",
            "posts.greet",
            "posts.mention_groups",
            "posts.manage_tags",
            "posts.set_reserved_tags",
            "posts.detach",
        },
        SYSTEM_ROLE: {
            "posts.carry_tag",
            "posts.see_published",
            "posts.settle_poll",
            "posts.keep_attachments",
        },
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
        MembersMentioned,
        marks.ThreadPinned,
        marks.ThreadUnpinned,
        marks.ThreadLocked,
        marks.ThreadUnlocked,
        marks.WikiOpened,
        marks.WikiClosed,
        marks.FirstPostWritten,
        tags.TagsMerged,
        tags.TagReserved,
        tags.ThreadsRetagged,
        moving.PostMoved,
        moving.ThreadsMerged,
        moving.ThreadSplit,
        drafts.ScheduledPostRefused,
        polls.PollOpened,
        polls.VoteCast,
        polls.VoteTakenBack,
        polls.PollClosed,
        attachments.FileAttached,
        attachments.FileDropped,
    ),
    records=(Revision, Tally, Tag, Marks, TagRule, Poll, Voter, Change, Difference),
    notices=(
        NoticeKind(name="posts.first_post", summary="A newcomer wrote their first post."),
        NoticeKind(
            name="posts.scheduled_refused",
            summary="A post of yours could not be published at its time.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of posts; a type names it as `posts`."""
