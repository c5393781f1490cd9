"""The table of attachments; the bytes are stored by the host."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, String, Table

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
        info=plain("The attachment's id, which is part of the key of its bytes."),
    ),
    Column("uploader", Id, info=person("The member who uploaded it.")),
    Column("post", Id, info=plain("The post it belongs to.")),
    Column("status", Choice(AttachmentStatus), nullable=False, info=plain("The state of the upload.")),
    Column("name", String(200), nullable=False, info=personal("The name of the file.", of="uploader")),
    Column("size", BigInteger, nullable=False, info=plain("The size in bytes.")),
    Column(
        "media_type", String(100), nullable=False, info=plain("The media type that its first bytes show.")
    ),
    Column("digest", String(64), nullable=False, info=plain("SHA-256 of the bytes.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was announced.")),
    Column("attached_at", UtcDateTime, info=plain("When it was attached.")),
    Column("attempt", Integer, nullable=False, info=plain("Which attempt to send the bytes counts.")),
    ForeignKeyConstraint(["community_id", "uploader"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_attachment_post", attachment.c.community_id, attachment.c.post, attachment.c.id)
