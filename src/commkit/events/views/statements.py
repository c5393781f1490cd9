"""The statements of views of events."""

from typing import Any

from sqlalchemy import bindparam, select

from commkit.events.hosting.tables import cohost
from commkit.events.occurrences.records import Occurrence
from commkit.events.occurrences.tables import occurrence
from commkit.events.records import Event
from commkit.events.statements import EVENT_COLUMNS
from commkit.events.tables import event
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement

_IDS: Any = bindparam("ids", expanding=True, type_=Id)

EVENTS = visible_statement(
    lambda visible: select(*EVENT_COLUMNS).where(
        event.c.community_id == bindparam("community_id"), event.c.id.in_(_IDS), visible(Event, event)
    ),
    into=Event,
)

COHOSTS = statement(
    lambda: (
        select(cohost.c.event, cohost.c.member)
        .where(cohost.c.community_id == bindparam("community_id"), cohost.c.event.in_(_IDS))
        .order_by(cohost.c.event, cohost.c.at, cohost.c.member)
    )
)
"""The co-hosts of some events, which were shown to the reader before."""

OCCURRENCES = visible_statement(
    lambda visible: (
        select(occurrence.c.id, occurrence.c.event, event.c.title, event.c.body, event.c.host)
        .select_from(
            occurrence.join(
                event,
                (event.c.community_id == occurrence.c.community_id) & (event.c.id == occurrence.c.event),
            )
        )
        .where(
            occurrence.c.community_id == bindparam("community_id"),
            occurrence.c.id.in_(_IDS),
            visible(Occurrence, occurrence),
        )
    )
)
"""What some occurrences are called: by their event, with which they are seen."""
