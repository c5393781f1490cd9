"""Press room."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_media_accreditation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "member", name="uq_commkit_media_accreditation_member"),
    )
    op.create_index(
        "ix_commkit_media_accreditation_state",
        "commkit_media_accreditation",
        ["community_id", "state", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_media_embargo_reader",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("release", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("first_read_at", UtcDateTime(), nullable=True),
        sa.Column("last_read_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "release", "member"),
    )
    op.create_index(
        "ix_commkit_media_embargo_reader_member",
        "commkit_media_embargo_reader",
        ["community_id", "member", "release"],
        unique=False,
    )
    op.create_table(
        "commkit_media_press_group",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name"),
    )
    op.create_table(
        "commkit_media_share_count",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("link", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "link", "day"),
    )
    op.create_index(
        "ix_commkit_media_share_count_day",
        "commkit_media_share_count",
        ["community_id", "day", "link"],
        unique=False,
    )
    op.create_table(
        "commkit_media_asset",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kit", Id(), nullable=False),
        sa.Column("file", Id(), nullable=False),
        sa.Column("release", Id(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("credit", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("uses", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("added_by", Id(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("downloads", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "kit"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "file", name="uq_commkit_media_asset_file"),
    )
    op.create_index(
        "ix_commkit_media_asset_release",
        "commkit_media_asset",
        ["community_id", "release", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_media_release",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("local_time", sa.String(length=19), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("fold", sa.BigInteger(), nullable=False),
        sa.Column("set_by", Id(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "article", name="uq_commkit_media_release_article"),
    )
    op.create_index(
        "ix_commkit_media_release_post", "commkit_media_release", ["community_id", "post", "id"], unique=False
    )
    op.create_table(
        "commkit_media_share_link",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.String(length=2000), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.Column("release", Id(), nullable=True),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "token", name="uq_commkit_media_share_link_token"),
    )
    op.create_index(
        "ix_commkit_media_share_link_post",
        "commkit_media_share_link",
        ["community_id", "post", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_media_share_link_release",
        "commkit_media_share_link",
        ["community_id", "release", "id"],
        unique=False,
    )
