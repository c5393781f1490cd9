"""The statements of events. Visibility is part of each that shows events."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, select, update

from commkit.events.records import Event
from commkit.events.tables import event
from commkit.events.visibility import hosts
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.readers import READER
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement

READER_ID: ColumnElement[Any] = bindparam(READER, type_=Id)
"""The acting member, in statements that show something to them."""
OWNER = case((hosts(event, READER_ID), READER_ID), else_=event.c.host)
"""The acting member where they host the event; else its host."""

EVENT_COLUMNS = (
    event.c.id,
    event.c.uid,
    event.c.title,
    event.c.body,
    event.c.location,
    event.c.url,
    event.c.local_start,
    event.c.local_end,
    event.c.time_zone,
    event.c.rrule,
    event.c.rdates,
    event.c.exdates,
    event.c.effective_from,
    event.c.access,
    event.c.capacity,
    event.c.remind_before,
    event.c.follow_up,
    event.c.host,
    OWNER.label("owner"),
    event.c.sequence,
    event.c.version,
    event.c.created_at,
    event.c.updated_at,
    event.c.cancelled_at,
    event.c.cancellation_reason,
    event.c.space,
    event.c.audience,
)
"""The columns of an `Event`, in its order."""
_THIS = (event.c.community_id == bindparam("community_id")) & (event.c.id == bindparam("id"))
_CHANGED: dict[Any, Any] = {
    "sequence": event.c.sequence + 1,
    "version": event.c.version + 1,
    "updated_at": bindparam("now"),
}

EVENT = visible_statement(
    lambda visible: select(*EVENT_COLUMNS).where(_THIS, visible(Event, event)), into=Event
)
ADD = statement(lambda: insert_if_absent(event))
"""Adds nothing where the UID is known."""
EDIT = statement(
    lambda: (
        update(event)
        .values(
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            location=bindparam("new_location"),
            url=bindparam("new_url"),
            local_start=bindparam("new_local_start"),
            local_end=bindparam("new_local_end"),
            time_zone=bindparam("new_time_zone"),
            rrule=bindparam("new_rrule"),
            rdates=bindparam("new_rdates"),
            exdates=bindparam("new_exdates"),
            effective_from=bindparam("new_effective_from"),
            access=bindparam("new_access"),
            remind_before=bindparam("new_remind_before"),
            follow_up=bindparam("new_follow_up"),
            space=bindparam("new_space", type_=Id),
            audience=bindparam("new_audience", type_=Id),
            **_CHANGED,
        )
        .where(_THIS, event.c.version == bindparam("expected_version"), event.c.cancelled_at.is_(None))
    )
)
TOUCH = statement(lambda: update(event).values(**_CHANGED).where(_THIS, event.c.cancelled_at.is_(None)))
"""Locks the event's row and raises its versions: changes of an event's occurrences run one after the other."""
CANCEL = statement(
    lambda: (
        update(event)
        .values(cancelled_at=bindparam("now"), cancellation_reason=bindparam("why"), **_CHANGED)
        .where(_THIS, event.c.cancelled_at.is_(None))
    )
)
LOCK = statement(lambda: update(event).values(sequence=event.c.sequence).where(_THIS))
"""Locks the event's row until the commit."""
