"""Who sees values: those who see what has them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, or_

from commkit.members import CURRENT_STATUSES, membership
from commkit.runtime.model.fields import FieldSubject
from commkit.runtime.storage.visibility import Visible

RECORDS: Mapping[FieldSubject, str] = {"post": "Post", "event": "Event", "suggestion": "Suggestion"}
"""The class names of the records whose visibility is composed; the rule of memberships is here."""

PERMISSIONS: Mapping[FieldSubject, str] = {
    "post": "posts.read",
    "event": "events.read",
    "suggestion": "feedback.read",
    "member": "members.read",
}
"""What a reader needs to read such objects at all."""


def shown(visible: Visible, subject: FieldSubject, row: FromClause) -> ColumnElement[bool]:
    """The condition that the reader may see what has a value.

    Args:
        visible: The condition of the statement.
        subject: What has the value.
        row: The table of values, or an alias of it.
    """
    if subject == "member":
        return _is_visible_member(visible, row)
    return visible.named(RECORDS[subject], row.c.community_id, row.c.object)


def _is_visible_member(visible: Visible, row: FromClause) -> ColumnElement[Any]:
    """Those inside, oneself, and all for who decides about requests: as in the loader of memberships."""
    reader = visible.reader
    found = exists().where(
        membership.c.community_id == row.c.community_id,
        membership.c.id == row.c.object,
        or_(
            *(membership.c.status == status for status in CURRENT_STATUSES),
            membership.c.id == reader.member,
            reader.may("members.manage_requests"),
        ),
    )
    return found.correlate_except(membership)
