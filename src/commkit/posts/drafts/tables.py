"""The table of drafts, scheduled ones among them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text, text

from commkit.members import membership
from commkit.posts.records import MadeWith
from commkit.posts.tables import metadata
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

draft = Table(
    "commkit_draft",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The draft's id.")),
    Column("author", Id, nullable=False, info=person("The member who writes it.", erase=Erasure.ROW)),
    Column("kind", String(64), info=plain("The kind of post that it becomes.")),
    Column("parent", Id, info=plain("The post that it replies to; empty for a thread.")),
    Column("title", String(300), nullable=False, info=personal("The title.", of="author")),
    Column("body", Text, nullable=False, info=personal("The text.", of="author")),
    Column("tags", Words, nullable=False, info=personal("The tags.", of="author")),
    Column("markup", String(16), nullable=False, info=plain("The markup of the text.")),
    Column("made_with", Choice(MadeWith), info=plain("How it is made; empty where the author did not say.")),
    Column("space", Id, info=plain("The space that it is published in.")),
    Column("audience", Id, info=plain("The group that it is published for alone.")),
    Column(
        "version",
        Integer,
        nullable=False,
        info=plain("The version; 1 at first, increased whenever it is saved."),
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When it was last saved.")),
    Column("due_at", UtcDateTime, info=plain("When it is published; empty if not scheduled.")),
    Column("scheduled", Id, info=plain("The scheduled command that publishes it.")),
    Column("scheduled_check", Id, info=plain("The scheduled command that checks it.")),
    Column("failure_code", String(200), nullable=False, info=plain("The code of the error that refused it.")),
    Column("fields", Text, nullable=False, info=personal("The values of its fields, as JSON.", of="author")),
    ForeignKeyConstraint(["community_id", "author"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_draft_author", draft.c.community_id, draft.c.author, draft.c.id)

Index(
    "ix_commkit_draft_due",
    draft.c.community_id,
    draft.c.author,
    draft.c.due_at,
    draft.c.id,
    sqlite_where=text("due_at IS NOT NULL"),
    postgresql_where=text("due_at IS NOT NULL"),
)
