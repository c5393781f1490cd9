"""The feature of posts, and its settings."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded, FileAttached
from commkit.posts.attachments.policy import MEDIA_TYPES
from commkit.posts.attachments.ports import AttachmentPort
from commkit.posts.drafts.scheduling.facts import ScheduledDraftFailed
from commkit.posts.expiry.facts import ThreadsExpired
from commkit.posts.facts import PostCreated, PostsImported, RevisionsImported
from commkit.posts.first_posts.facts import FirstPostCreated
from commkit.posts.hiding import tables as _hiding
from commkit.posts.hiding.facts import PostsHidden, PostsShown
from commkit.posts.mentions.facts import MembersMentioned
from commkit.posts.moving.facts import PostMoved, ThreadsMerged, ThreadSplit
from commkit.posts.placing.facts import ThreadMoved
from commkit.posts.polls.facts import PollClosed, PollCreated, PollVoteCast, PollVoteRetracted
from commkit.posts.polls.records import Poll, PollVoter
from commkit.posts.reactions.facts import ReactionAdded, ReactionRemoved
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.read_positions.records import ReadPosition, UnreadThreads
from commkit.posts.records import Post
from commkit.posts.removal.facts import PostRemoved, PostRestored
from commkit.posts.retention import POST_RETENTION
from commkit.posts.revisions.facts import PostEdited
from commkit.posts.revisions.records import DiffSegment, Revision, RevisionDiff
from commkit.posts.seeds import tables as _seeds
from commkit.posts.seeds.records import SeedThread, SeedThreadStatus
from commkit.posts.states.facts import PostStateChanged
from commkit.posts.status.facts import ThreadLocked, ThreadPinned, ThreadUnlocked, ThreadUnpinned
from commkit.posts.status.records import PostStatus
from commkit.posts.tables import metadata
from commkit.posts.tag_rules.facts import TagReservationChanged, TagsMerged, ThreadsRetagged
from commkit.posts.tag_rules.records import TagRule
from commkit.posts.tag_wikis.facts import TagWikiEdited
from commkit.posts.tag_wikis.records import TagWiki, TagWikiVersion
from commkit.posts.tags.records import Tag
from commkit.posts.views.records import PostView, ThreadPage, ThreadView
from commkit.posts.wikis.facts import WikiDisabled, WikiEnabled
from commkit.rendering import MAX_MENTIONS
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, STEWARD, SYSTEM_ROLE, VISITOR, NotificationKind


@frozen
class PostSettings:
    """The settings of posts.

    Attributes:
        max_depth: Levels of replies, 1 to 32; a deeper reply gets the level of its parent.
        max_tags: Tags of a thread, at most; 0 to 20.
        allow_self_reactions: Whether members may raise or lower the score of their own posts.
        max_pins: Threads of one space that are pinned, at most, and of those that stand in none; 1 to 100.
        max_mentions: Names that a post may mention, 0 to 20; further names mention nobody.
        max_attachments: Files of a post, at most; 0 to 50.
        max_attachment_bytes: The size of a file in bytes, at most.
        media_types: The media types that files may have, as their first bytes show.
    """

    max_depth: int = field(default=8, validator=[ge(1), le(32)])
    max_tags: int = field(default=5, validator=[ge(0), le(20)])
    allow_self_reactions: bool = False
    max_pins: int = field(default=20, validator=[ge(1), le(100)])
    max_mentions: int = field(default=MAX_MENTIONS, validator=[ge(0), le(MAX_MENTIONS)])
    max_attachments: int = field(default=10, validator=[ge(0), le(50)])
    max_attachment_bytes: int = field(default=10_000_000, validator=[ge(1), le(2**40)])
    media_types: tuple[str, ...] = MEDIA_TYPES


posts = Feature(
    "posts",
    tables=metadata,
    retention=POST_RETENTION,
    migrations="commkit.migrations",
    settings=PostSettings(),
    port_types=(AttachmentPort,),
    collects=(SeedThread,),
    grants={
        VISITOR: {"posts.read"},
        SILENCED: {"posts.mark_read", "posts.add_reaction", "posts.vote_in_poll"},
        MEMBER: {
            "posts.create_thread",
            "posts.mark_read",
            "posts.create_reply",
            "posts.draft",
            "posts.add_reaction",
            "posts.vote_in_poll",
            "posts.attach",
            "posts.edit_wiki",
            "posts.edit:own",
            "posts.remove:own",
            "posts.update_post_state:own",
            "posts.create_poll:own",
            "posts.enable_wiki:own",
            "posts.edit:space",
            "posts.remove:space",
            "posts.update_post_state:space",
            "posts.pin:space",
            "posts.lock:space",
            "posts.move:space",
        },
        STEWARD: {
            "posts.edit",
            "posts.remove",
            "posts.restore",
            "posts.update_post_state",
            "posts.read_removed",
            "posts.create_poll",
            "posts.enable_wiki",
            "posts.pin",
            "posts.lock",
            "posts.move",
            "posts.read_first_posts",
            "posts.mention_groups",
            "posts.open_seed_threads",
            "posts.manage_tags",
            "posts.use_reserved_tags",
            "posts.delete_any_attachment",
        },
        SYSTEM_ROLE: {
            "posts.retag_threads",
            "posts.check_scheduled_draft",
            "posts.expire_poll",
            "posts.manage_uploads",
        },
    },
    explicit_permissions=("posts.vote_in_poll", "posts.add_reaction"),
    facts=(
        PostCreated,
        PostsImported,
        RevisionsImported,
        PostEdited,
        PostRemoved,
        PostRestored,
        PostsHidden,
        PostsShown,
        ThreadsExpired,
        PostStateChanged,
        ReactionAdded,
        ReactionRemoved,
        MembersMentioned,
        ThreadPinned,
        ThreadUnpinned,
        ThreadLocked,
        ThreadUnlocked,
        WikiEnabled,
        WikiDisabled,
        FirstPostCreated,
        TagsMerged,
        TagReservationChanged,
        TagWikiEdited,
        ThreadsRetagged,
        PostMoved,
        ThreadsMerged,
        ThreadSplit,
        ThreadMoved,
        ScheduledDraftFailed,
        PollCreated,
        PollVoteCast,
        PollVoteRetracted,
        PollClosed,
        FileAttached,
        AttachmentDeleted,
        BytesDiscarded,
    ),
    marked=(Post,),
    led=(Post,),
    records=(
        Revision,
        ReactionCount,
        Tag,
        PostStatus,
        TagRule,
        TagWiki,
        TagWikiVersion,
        Poll,
        PollVoter,
        DiffSegment,
        RevisionDiff,
        SeedThreadStatus,
        ReadPosition,
        UnreadThreads,
        PostView,
        ThreadView,
        ThreadPage,
    ),
    notification_kinds=(
        NotificationKind(
            name="posts.first_post",
            summary="A newcomer wrote their first post.",
            sentence="{by} wrote their first post, in “{title}”.",
        ),
        NotificationKind(
            name="posts.scheduled_draft_failed",
            summary="A post of yours could not be published at its time.",
            sentence="“{title}” could not be published at its time.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of posts; a type names it as `posts`."""

del _hiding, _seeds
