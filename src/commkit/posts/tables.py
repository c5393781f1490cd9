"""The table of posts."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from commkit.members import group, membership
from commkit.posts.records import MadeWith
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain
from commkit.spaces import space

metadata = MetaData()

post = Table(
    "commkit_post",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The post's id.")),
    Column("thread", Id, nullable=False, info=plain("The post that opened its thread.")),
    Column("space", Id, info=plain("The space that its thread stands in; empty for replies.")),
    Column("audience", Id, info=plain("The group that sees its thread; empty for replies.")),
    Column("parent", Id, info=plain("The post it replies to.")),
    Column("number", Integer, nullable=False, info=plain("Its number in the thread, in order of time.")),
    Column("path", LargeBinary, nullable=False, info=plain("Its position in reading order.")),
    Column("kind", String(64), nullable=False, info=plain("The kind of post.")),
    Column("state", String(64), nullable=False, info=plain("Its state in the state machine of its kind.")),
    Column(
        "title",
        String(300),
        nullable=False,
        info=personal("The title of the thread.", of="author", blank="[erased]"),
    ),
    Column("body", Text, nullable=False, info=personal("The text, as its source.", of="author")),
    Column("markup", String(16), nullable=False, info=plain("The markup of the text.")),
    Column("tags", Words, nullable=False, info=plain("The tags of the thread.")),
    Column("author", Id, info=person("The member who wrote it.")),
    Column(
        "author_name",
        String(200),
        nullable=False,
        info=personal("The author's name where there is no membership, as after an import.", of="author"),
    ),
    Column(
        "version", Integer, nullable=False, info=plain("The version; 1 at first, increased by every edit.")
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("edited_at", UtcDateTime, info=plain("When it was last edited.")),
    Column("activity_at", UtcDateTime, info=plain("When something was last added to the thread.")),
    Column("closed_at", UtcDateTime, info=plain("When it was moved to a closed state.")),
    Column("removed_at", UtcDateTime, info=plain("When it was removed.")),
    Column("removed_by", Id, info=person("The member who removed it.", owns=False)),
    Column("reply_count", Integer, nullable=False, info=plain("Visible replies in the thread.")),
    Column("answer_count", Integer, info=plain("Visible answers by people; empty if its kind has none.")),
    Column("answer", Id, info=plain("The accepted answer.")),
    Column("score", Integer, nullable=False, info=plain("The sum of the weights of its reactions.")),
    Column("last_number", Integer, nullable=False, info=plain("The last number given in the thread.")),
    # The posts at the end of a thread that one member wrote in a row: to them they are not unread. Kept by the
    # statement that gives a reply its number; empty where it is not known, as after replies were moved or imported.
    Column(
        "last_author",
        Id,
        info=person("Who wrote the last post of the thread that it opens.", exported=False, owns=False),
    ),
    Column(
        "last_author_from", Integer, info=plain("The number of the first of their posts in a row at its end.")
    ),
    Column(
        "last_author_after", UtcDateTime, info=plain("When the post before these was added; empty for none.")
    ),
    # Numbers are never given twice, so `last_number` stays when the last post is removed; what is unread ends here.
    Column(
        "last_shown",
        Integer,
        info=plain("The number of the last post that is not removed; empty where that is the last number."),
    ),
    Column("locked_at", UtcDateTime, info=plain("When the thread it opened was locked.")),
    Column("locked_by", Id, info=person("The member who locked the thread.", owns=False)),
    Column("lock_reason", Text, info=personal("Why it was locked.", of="locked_by")),
    Column(
        "made_with",
        Choice(MadeWith),
        nullable=False,
        info=plain("Whether a program that generates text took part in it."),
    ),
    Column(
        "by_agent",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether an agent wrote it; it stays so when the agent is gone."),
    ),
    UniqueConstraint("community_id", "thread", "path", name="uq_commkit_post_path"),
    ForeignKeyConstraint(["community_id", "author"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "space"], [space.c.community_id, space.c.id]),
    ForeignKeyConstraint(["community_id", "audience"], [group.c.community_id, group.c.id]),
    info=COMMUNITY,
)
"""The posts, one row each; for foreign keys of plugins."""


def _index(name: str, *columns: Column[Any], where: str) -> None:
    Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


_index("ix_commkit_post_newest", post.c.community_id, post.c.id, where="parent IS NULL")

_index("ix_commkit_post_activity", post.c.community_id, post.c.activity_at, post.c.id, where="parent IS NULL")

_index(
    "ix_commkit_post_unanswered",
    post.c.community_id,
    post.c.created_at,
    post.c.id,
    where="parent IS NULL AND answer_count = 0 AND closed_at IS NULL",
)

_index(
    "ix_commkit_post_space_newest",
    post.c.community_id,
    post.c.space,
    post.c.id,
    where="parent IS NULL AND space IS NOT NULL",
)

_index(
    "ix_commkit_post_unplaced",
    post.c.community_id,
    post.c.id,
    where="parent IS NULL AND space IS NULL",
)

_index(
    "ix_commkit_post_space_activity",
    post.c.community_id,
    post.c.space,
    post.c.activity_at,
    post.c.id,
    where="parent IS NULL AND space IS NOT NULL",
)

_index(
    "ix_commkit_post_space_unanswered",
    post.c.community_id,
    post.c.space,
    post.c.created_at,
    post.c.id,
    where="parent IS NULL AND space IS NOT NULL AND answer_count = 0 AND closed_at IS NULL",
)

_index("ix_commkit_post_score", post.c.community_id, post.c.score, post.c.id, where="parent IS NULL")

_index(
    "ix_commkit_post_space_score",
    post.c.community_id,
    post.c.space,
    post.c.score,
    post.c.id,
    where="parent IS NULL AND space IS NOT NULL",
)

_index("ix_commkit_post_kind", post.c.community_id, post.c.kind, post.c.id, where="parent IS NULL")

_index("ix_commkit_post_state", post.c.community_id, post.c.state, post.c.id, where="parent IS NULL")

_index("ix_commkit_post_opener", post.c.community_id, post.c.author, post.c.id, where="parent IS NULL")

_index("ix_commkit_post_audience", post.c.community_id, post.c.audience, where="audience IS NOT NULL")

Index("ix_commkit_post_author", post.c.community_id, post.c.author, post.c.id)

Index("ix_commkit_membership_name_key", membership.c.community_id, membership.c.name_key)  # for mentions

POST_COLUMNS: tuple[Any, ...] = (
    post.c.id,
    post.c.thread,
    post.c.parent,
    post.c.number,
    post.c.path,
    post.c.kind,
    post.c.state,
    post.c.title,
    post.c.body,
    post.c.markup,
    post.c.tags,
    post.c.author,
    func.coalesce(membership.c.name, post.c.author_name),
    func.coalesce(membership.c.staff, False, type_=Boolean(create_constraint=False)),
    post.c.version,
    post.c.created_at,
    post.c.edited_at,
    post.c.activity_at,
    post.c.closed_at,
    post.c.removed_at,
    post.c.reply_count,
    post.c.answer_count,
    post.c.answer,
    post.c.score,
    post.c.locked_at,
    post.c.space,
    post.c.audience,
    post.c.made_with,
    post.c.by_agent,
)
"""The columns of a `Post`, in its order; `post` is joined with the author's `membership`."""

AUTHORED_POSTS = post.outerjoin(
    membership, (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author)
)
"""Posts with their authors."""
