"""Where posts, their revisions, reactions and tags are kept."""

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

from commkit.members.tables import membership
from commkit.runtime.columns import COMMUNITY, Id, Moment, Words, community_id

metadata = MetaData()

post = Table(
    "commkit_post",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("thread", Id, nullable=False),
    Column("parent", Id),
    Column("number", Integer, nullable=False),
    Column("path", LargeBinary, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("state", String(64), nullable=False),
    Column("title", String(300), nullable=False),
    Column("body", Text, nullable=False),
    Column("markup", String(16), nullable=False),
    Column("tags", Words, nullable=False),
    Column("author", Id),
    Column("byline", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("edited_at", Moment),
    Column("activity_at", Moment),
    Column("closed_at", Moment),
    Column("removed_at", Moment),
    Column("removed_by", Id),
    Column("reply_count", Integer, nullable=False),
    Column("answer_count", Integer),
    Column("answer", Id),
    Column("score", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    UniqueConstraint("community_id", "thread", "path", name="uq_commkit_post_path"),
    ForeignKeyConstraint(["community_id", "author"], [membership.c.community_id, membership.c.id]),
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
Index("ix_commkit_post_author", post.c.community_id, post.c.author, post.c.id)

revision = Table(
    "commkit_revision",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", String(300), nullable=False),
    Column("body", Text, nullable=False),
    Column("tags", Words, nullable=False),
    Column("edited_by", Id),
    Column("edited_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

reaction = Table(
    "commkit_reaction",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("reaction", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)

tally = Table(
    "commkit_tally",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True),
    Column("reaction", String(64), primary_key=True),
    Column("given", Integer, nullable=False),
    Column("carried", Integer, nullable=False),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

tag = Table(
    "commkit_tag",
    metadata,
    community_id(),
    Column("name", String(64), primary_key=True),
    Column("post_count", Integer, nullable=False),
    info=COMMUNITY,
)
Index("ix_commkit_tag_busiest", tag.c.community_id, tag.c.post_count, tag.c.name)

post_tag = Table(
    "commkit_post_tag",
    metadata,
    community_id(),
    Column("tag", String(64), primary_key=True),
    Column("post", Id, primary_key=True),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    ForeignKeyConstraint(["community_id", "tag"], [tag.c.community_id, tag.c.name]),
    info=COMMUNITY,
)

RECORD: tuple[Any, ...] = (
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
    func.coalesce(membership.c.name, post.c.byline),
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
)
"""The columns of a `Post`, in its order; `post` is joined with the author's `membership`."""

AUTHORED = post.outerjoin(
    membership, (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author)
)
"""Posts with their authors."""
