"""Newsletters."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_media_newsletter",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("cadence", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("weekday", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("series", Id(), nullable=True),
        sa.Column("featured", sa.Boolean(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("covered_until", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_media_newsletter_quota",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "who"),
    )
    op.create_table(
        "commkit_media_newsletter_issue",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("newsletter", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("covers_from", UtcDateTime(), nullable=False),
        sa.Column("covers_until", UtcDateTime(), nullable=False),
        sa.Column("edited_by", Id(), nullable=True),
        sa.Column("drafted_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("unsubscribed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "newsletter"],
            ["commkit_media_newsletter.community_id", "commkit_media_newsletter.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_media_newsletter_issue_newsletter",
        "commkit_media_newsletter_issue",
        ["community_id", "newsletter", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_media_newsletter_subscription",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("newsletter", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "newsletter"],
            ["commkit_media_newsletter.community_id", "commkit_media_newsletter.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "newsletter",
            "who",
            name="uq_commkit_media_newsletter_subscription_newsletter_who",
        ),
    )
    op.create_index(
        "ix_commkit_media_newsletter_subscription_member",
        "commkit_media_newsletter_subscription",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_media_newsletter_subscription_newsletter",
        "commkit_media_newsletter_subscription",
        ["community_id", "newsletter", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_media_newsletter_subscription_token",
        "commkit_media_newsletter_subscription",
        ["community_id", "token", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_media_newsletter_subscription_who",
        "commkit_media_newsletter_subscription",
        ["community_id", "who", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_media_newsletter_suppressed",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("newsletter", Id(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "newsletter"],
            ["commkit_media_newsletter.community_id", "commkit_media_newsletter.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "newsletter", "who"),
    )
    op.create_table(
        "commkit_media_newsletter_mail",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("issue", Id(), nullable=False),
        sa.Column("subscription", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "issue"],
            ["commkit_media_newsletter_issue.community_id", "commkit_media_newsletter_issue.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "issue", "subscription"),
    )
    op.create_table(
        "commkit_media_newsletter_item",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("issue", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "issue"],
            ["commkit_media_newsletter_issue.community_id", "commkit_media_newsletter_issue.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "issue", "post"),
    )
