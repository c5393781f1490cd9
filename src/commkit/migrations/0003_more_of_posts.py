"""More of posts."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_post", sa.Column("locked_at", UtcDateTime(), nullable=True))
    op.add_column("commkit_post", sa.Column("locked_by", Id(), nullable=True))
    op.add_column("commkit_post", sa.Column("lock_reason", sa.Text(), nullable=True))
    op.add_column("commkit_tag", sa.Column("synonym_of", sa.String(length=64), nullable=True))
    op.add_column("commkit_tag", sa.Column("reserved_at", UtcDateTime(), nullable=True))
    op.add_column("commkit_revision", sa.Column("author", Id(), nullable=True))
    op.execute(
        "UPDATE commkit_revision SET author = (SELECT p.author FROM commkit_post p"
        " WHERE p.community_id = commkit_revision.community_id AND p.id = commkit_revision.post)"
    )
    op.create_index("ix_commkit_membership_name", "commkit_membership", ["community_id", "name"])
    _drafts()
    _polls()
    _marks()
    _attachments()


def _drafts() -> None:
    op.create_table(
        "commkit_draft",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=True),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("scheduled_check", Id(), nullable=True),
        sa.Column("failure_code", sa.String(length=200), nullable=False),
        _of_member("author"),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_draft_author", "commkit_draft", ["community_id", "author", "id"])
    op.create_index(
        "ix_commkit_draft_due",
        "commkit_draft",
        ["community_id", "author", "due_at", "id"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def _polls() -> None:
    op.create_table(
        "commkit_poll",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("max_choices", sa.Integer(), nullable=False),
        sa.Column("result_visibility", sa.String(length=16), nullable=False),
        sa.Column("changeable", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("ballot_count", sa.Integer(), nullable=False),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_poll_choice",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("vote_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "post"], ["commkit_poll.community_id", "commkit_poll.post"]),
        sa.PrimaryKeyConstraint("community_id", "post", "number"),
    )
    op.create_table(
        "commkit_ballot",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "post"], ["commkit_poll.community_id", "commkit_poll.post"]),
        _of_member("member"),
        sa.PrimaryKeyConstraint("community_id", "post", "member"),
    )
    op.create_table(
        "commkit_poll_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("choice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post", "choice"],
            ["commkit_poll_choice.community_id", "commkit_poll_choice.post", "commkit_poll_choice.number"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post", "member"],
            ["commkit_ballot.community_id", "commkit_ballot.post", "commkit_ballot.member"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "choice", "member"),
    )
    op.create_index("ix_commkit_poll_vote_member", "commkit_poll_vote", ["community_id", "post", "member"])


def _marks() -> None:
    op.create_table(
        "commkit_pin",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("pinned_by", Id(), nullable=True),
        sa.Column("pinned_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_wiki",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("trust", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_first_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _of_member("member"),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_index("ix_commkit_first_post_post", "commkit_first_post", ["community_id", "post"])


def _attachments() -> None:
    op.create_table(
        "commkit_attachment",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("uploader", Id(), nullable=True),
        sa.Column("post", Id(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("attached_at", UtcDateTime(), nullable=True),
        _of_member("uploader"),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_attachment_post", "commkit_attachment", ["community_id", "post", "id"])


def _of_post() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id", "post"], ["commkit_post.community_id", "commkit_post.id"])


def _of_member(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column], ["commkit_membership.community_id", "commkit_membership.id"]
    )
