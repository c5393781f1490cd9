"""How long drafts, earlier versions and read positions are kept."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, exists

from commkit.members import MembershipStatus, membership
from commkit.posts.drafts.tables import draft
from commkit.posts.read_positions.tables import read_mark, read_position
from commkit.posts.revisions.tables import revision
from commkit.runtime.storage.retention import Retention


def _is_scheduled(row: Table) -> ColumnElement[bool]:
    return row.c.due_at.is_not(None)


def _of_somebody_inside(row: Table) -> ColumnElement[bool]:
    """Whether the member is one, asks to be, or is kept from it for a time."""
    return exists().where(
        membership.c.community_id == row.c.community_id,
        membership.c.id == row.c.member,
        membership.c.status != MembershipStatus.LEFT,
    )


POST_RETENTION = (
    Retention(
        "revisions",
        table=revision,
        age=revision.c.edited_at,
        default=None,
        by_key=True,
        purpose="Earlier versions of posts.",
    ),
    Retention(
        "drafts",
        table=draft,
        age=draft.c.updated_at,
        default=timedelta(days=365),
        needed=_is_scheduled,
        by_key=True,
        purpose="Drafts that nobody has saved since; scheduled ones stay.",
    ),
    Retention(
        "read_positions",
        table=read_position,
        age=read_position.c.read_at,
        default=timedelta(days=90),
        needed=_of_somebody_inside,
        by_key=True,
        purpose="How far members have read threads; it goes for those who left.",
    ),
    Retention(
        "read_marks",
        table=read_mark,
        age=read_mark.c.read_at,
        default=timedelta(days=90),
        needed=_of_somebody_inside,
        by_key=True,
        purpose="Until when members have marked everything as read; it goes for those who left.",
    ),
)
"""What every Kit keeps for a time."""
