"""The statements of tasks; they are seen with the minutes in which they stand."""

from typing import Any

from sqlalchemy import bindparam, insert, select, tuple_, update

from commkit.storage import Id, UtcDateTime, Visible, statement, visible_statement
from commkit_internal.meetings.tasks.records import MeetingTask, MeetingTaskState
from commkit_internal.tables import meeting_task, minutes

_HERE = meeting_task.c.community_id == bindparam("community_id")
_THIS = _HERE & (meeting_task.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(meeting_task.c[name] for name in MeetingTask.__annotations__)
_OPEN = meeting_task.c.state == MeetingTaskState.OPEN
_NOW = bindparam("now", type_=UtcDateTime)

ADD = statement(lambda: insert(meeting_task))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(MeetingTask, meeting_task)), into=MeetingTask
)
LOCK = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=MeetingTask)
"""Locks a task until the commit, whoever asks: load it first."""
SET_STATE = statement(
    lambda: (
        update(meeting_task)
        .values(
            state=bindparam("new_state"),
            reason=bindparam("new_reason"),
            done_at=bindparam("new_done_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
REASSIGN = statement(
    lambda: (
        update(meeting_task)
        .values(
            owner=bindparam("new_owner", type_=Id),
            due_on=bindparam("new_due_on"),
            due_at=bindparam("new_due_at", type_=UtcDateTime),
            reminded_at=None,
            overdue_told_at=None,
        )
        .where(_THIS)
    )
)
"""The new owner, or the one who has another day, is reminded anew."""
SET_OWNER = statement(
    lambda: update(meeting_task).values(owner=bindparam("new_owner", type_=Id)).where(_THIS)
)
OPEN_OF = statement(
    lambda: (
        select(meeting_task.c.id, meeting_task.c.minutes, minutes.c.keeper)
        .join(
            minutes,
            (minutes.c.community_id == meeting_task.c.community_id)
            & (minutes.c.id == meeting_task.c.minutes),
        )
        .where(_HERE, _OPEN, meeting_task.c.owner == bindparam("member", type_=Id))
        .order_by(meeting_task.c.id)
        .with_for_update(of=meeting_task)
    )
)
"""The open tasks of a member, locked, with the keepers of their minutes."""
SET_REMINDED = statement(
    lambda: update(meeting_task).values(reminded_at=_NOW).where(_THIS, meeting_task.c.reminded_at.is_(None))
)
SET_OVERDUE_TOLD = statement(
    lambda: (
        update(meeting_task)
        .values(overdue_told_at=_NOW)
        .where(_THIS, meeting_task.c.overdue_told_at.is_(None))
    )
)

# --- lists -----------------------------------------------------------------------------------------------------------

OF_MINUTES = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, meeting_task.c.minutes == bindparam("minutes", type_=Id))
        .order_by(meeting_task.c.id)
        .limit(200)
    ),
    into=MeetingTask,
)
"""It checks no visibility: the minutes were loaded."""

_WHICH: dict[str, tuple[Any, ...]] = {
    "open": (_OPEN,),
    "overdue": (_OPEN, meeting_task.c.due_at <= _NOW),
    "all": (),
}
_WHOSE: dict[str, tuple[Any, ...]] = {
    "everybody": (),
    "mine": (meeting_task.c.owner == bindparam("me", type_=Id),),
    "event": (meeting_task.c.event == bindparam("event", type_=Id),),
    "minutes": (meeting_task.c.minutes == bindparam("minutes", type_=Id),),
    "carried": (
        meeting_task.c.event == bindparam("event", type_=Id),
        meeting_task.c.minutes != bindparam("minutes", type_=Id),
        meeting_task.c.assigned_at < bindparam("started_at", type_=UtcDateTime),
    ),
}


def _page(visible: Visible, *conditions: Any) -> Any:
    place = (meeting_task.c.due_at, meeting_task.c.id)
    return (
        select(*_COLUMNS)
        .where(
            _HERE,
            *conditions,
            tuple_(*place) > tuple_(bindparam("after_due", type_=UtcDateTime), bindparam("after", type_=Id)),
            visible(MeetingTask, meeting_task),
        )
        .order_by(*place)
        .limit(bindparam("size"))
    )


def _statement(*conditions: Any) -> Any:
    return visible_statement(lambda visible: _page(visible, *conditions), into=MeetingTask)


PAGES = {
    (whose, which): _statement(*of, *state) for whose, of in _WHOSE.items() for which, state in _WHICH.items()
}
"""The page by whose tasks, and which of them."""


def _counted(visible: Visible, *conditions: Any) -> Any:
    return select(
        meeting_task.c.state, meeting_task.c.assigned_at, meeting_task.c.done_at, meeting_task.c.due_at
    ).where(
        _HERE,
        *conditions,
        meeting_task.c.assigned_at >= bindparam("since", type_=UtcDateTime),
        visible(MeetingTask, meeting_task),
    )


COUNTED = visible_statement(_counted)
COUNTED_OF_EVENT = visible_statement(
    lambda visible: _counted(visible, meeting_task.c.event == bindparam("event", type_=Id))
)
