"""The record and the statements of scheduled commands."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, func, insert, or_, select, update

from commkit.runtime.model.ids import CommunityId
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import scheduled_command as table

ScheduledCommandId = NewType("ScheduledCommandId", UUID)
"""The id of a scheduled command."""


@frozen
class ScheduledCommand:
    """A command that waits for its time.

    Attributes:
        community: Where it will be carried out.
        id: Its id.
        type: The type of that community.
        actor: The host's key of who acts; None for the host itself.
        command: The command's outside name.
        body: Its fields as JSON.
        due_at: Not before then.
        attempts: How often something kept it from being carried out.
    """

    community: CommunityId
    id: ScheduledCommandId
    type: str
    actor: str | None
    command: str
    body: str
    due_at: datetime
    attempts: int


_OPEN = table.c.done_at.is_(None)
_RECORD = (
    table.c.community_id,
    table.c.id,
    table.c.type,
    table.c.actor,
    table.c.command,
    table.c.body,
    table.c.due_at,
    table.c.attempts,
)
_THIS = (table.c.community_id == bindparam("community_id")) & (table.c.id == bindparam("scheduled"))
ADD = statement(lambda: insert(table))
DUE = statement(
    lambda: (
        select(*_RECORD)
        .where(
            _OPEN,
            table.c.held_at.is_(None),
            table.c.due_at <= bindparam("now"),
            or_(
                table.c.due_at > bindparam("after_due"),
                (table.c.due_at == bindparam("after_due")) & (table.c.id > bindparam("after_id")),
            ),
        )
        .order_by(table.c.due_at, table.c.id)
        .limit(bindparam("size"))
    ),
    into=ScheduledCommand,
)
DONE = statement(lambda: update(table).values(done_at=bindparam("now"), refused="").where(_THIS, _OPEN))
REFUSED = statement(
    lambda: update(table).values(done_at=bindparam("now"), refused=bindparam("why")).where(_THIS, _OPEN)
)
LATER = statement(
    lambda: (
        update(table)
        .values(due_at=bindparam("due"), attempts=table.c.attempts + 1, refused=bindparam("why"))
        .where(_THIS, _OPEN)
    )
)
HOLD = statement(
    lambda: (
        update(table)
        .values(held_at=bindparam("now"))
        .where(_THIS, _OPEN, table.c.type == bindparam("present_type"))
    )
)
"""Changes nothing where the type was changed meanwhile: that changes each waiting command's row."""
RELEASE = statement(
    lambda: (
        update(table)
        .values(held_at=None, type=bindparam("new_type"))
        .where(table.c.community_id == bindparam("community_id"), _OPEN)
    )
)
WAITING = statement(
    lambda: (
        select(table.c.command, func.count())
        .where(table.c.community_id == bindparam("community_id"), _OPEN)
        .group_by(table.c.command)
    )
)
DUE_BY_COMMAND = statement(
    lambda: (
        select(table.c.type, table.c.command, func.count())
        .where(_OPEN, table.c.held_at.is_(None), table.c.due_at <= bindparam("now"))
        .group_by(table.c.type, table.c.command)
    )
)
MOVE = statement(lambda: update(table).values(due_at=bindparam("due")).where(_THIS, _OPEN))
DROP = statement(
    lambda: update(table).values(done_at=bindparam("now"), refused="dropped").where(_THIS, _OPEN)
)
OUTCOME = statement(lambda: select(table.c.done_at, table.c.refused).where(_THIS))
