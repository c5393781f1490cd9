"""The table of attachments; the bytes are stored by the host."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, String, Table

from commkit.members import membership
from commkit.posts.attachments.records import AttachmentStatus
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, personal, plain

attachment = Table(
    "commkit_attachment",
    metadata,
    community_id(),
    Column(
        "id",
        Id,
        primary_key=True,
        info=plain("The attachment's id; the host's key of the bytes is made of it."),
    ),
    Column("uploader", Id, info=person("Who uploaded it.")),
    Column("post", Id, info=plain("The post it hangs on.")),
    Column("status", Choice(AttachmentStatus), nullable=False, info=plain("How far it has come.")),
    Column("name", String(200), nullable=False, info=personal("What the file was called.", of="uploader")),
    Column("size", BigInteger, nullable=False, info=plain("Bytes.")),
    Column("media_type", String(100), nullable=False, info=plain("What its first bytes say it is.")),
    Column("digest", String(64), nullable=False, info=plain("SHA-256 of the bytes.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was reserved.")),
    Column("attached_at", UtcDateTime, info=plain("When it was attached.")),
    ForeignKeyConstraint(["community_id", "uploader"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_attachment_post", attachment.c.community_id, attachment.c.post, attachment.c.id)
