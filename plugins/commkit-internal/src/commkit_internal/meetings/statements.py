"""The statements of minutes. Who sees the post of minutes, and their event, sees them."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    case,
    delete,
    exists,
    literal,
    null,
    or_,
    select,
    update,
)

from commkit.events import event, hosts
from commkit.members import MembershipKind, MembershipStatus, membership
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_internal.meetings.records import Minutes, MinutesWriter, StoredMinutes
from commkit_internal.tables import meeting_decision, meeting_task, minutes, minutes_writer

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_HERE = minutes.c.community_id == _COMMUNITY
_THIS = _HERE & (minutes.c.id == bindparam("id", type_=Id))
_STORED = tuple(minutes.c[name] for name in StoredMinutes.__annotations__)
_WRITER = tuple(minutes_writer.c[name] for name in MinutesWriter.__annotations__)
_WRITERS = (minutes_writer.c.community_id == _COMMUNITY) & (
    minutes_writer.c.event == bindparam("event", type_=Id)
)
_MEMBER = minutes_writer.c.member == bindparam("member", type_=Id)


def _keeps(of: FromClause, reader: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a member hosts the event of a row, or may write its minutes."""
    its, writer = event.alias(), minutes_writer.alias()
    hosted = (
        exists()
        .where(its.c.community_id == of.c.community_id, its.c.id == of.c.event, hosts(its, reader))
        .correlate_except(its)
    )
    named = (
        exists()
        .where(
            writer.c.community_id == of.c.community_id,
            writer.c.event == of.c.event,
            writer.c.member == reader,
        )
        .correlate_except(writer)
    )
    return or_(hosted, named)


def _columns(visible: Visible) -> tuple[ColumnElement[Any], ...]:
    me = visible.reader.member
    return (*_STORED, case((_keeps(minutes, me), me), else_=null()).label("owner"))


ADD = statement(lambda: insert_if_absent(minutes))
"""Adds nothing where the occurrence has minutes."""
ONE = visible_statement(
    lambda visible: select(*_columns(visible)).where(_THIS, visible(Minutes, minutes)), into=Minutes
)
LOCK = statement(lambda: select(minutes.c.approved_at).where(_THIS).with_for_update())
"""Locks minutes until the commit, so that nothing is recorded in them while they are approved: load them first."""
APPROVE = statement(
    lambda: (
        update(minutes)
        .values(
            approved_at=bindparam("now", type_=UtcDateTime),
            approved_by=bindparam("by", type_=Id),
            approved_version=bindparam("version"),
        )
        .where(_THIS, minutes.c.approved_at.is_(None))
    )
)
STORED = statement(lambda: select(*_STORED).where(_THIS), into=StoredMinutes)
"""Minutes as they are stored, whoever asks: for the worker and for gates."""


def _page(visible: Visible) -> Any:
    return (
        select(*_columns(visible))
        .where(_HERE, minutes.c.id < bindparam("after", type_=Id), visible(Minutes, minutes))
        .order_by(minutes.c.id.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page, into=Minutes)
PAGE_OF_EVENT = visible_statement(
    lambda visible: _page(visible).where(minutes.c.event == bindparam("event", type_=Id)), into=Minutes
)

# --- writers ---------------------------------------------------------------------------------------------------------

ADD_WRITER = statement(lambda: insert_if_absent(minutes_writer))
WRITERS = statement(
    lambda: select(*_WRITER).where(_WRITERS).order_by(minutes_writer.c.member), into=MinutesWriter
)
WRITER = statement(lambda: select(*_WRITER).where(_WRITERS, _MEMBER), into=MinutesWriter)
REMOVE_WRITER = statement(lambda: delete(minutes_writer).where(_WRITERS, _MEMBER))
REMOVE_WRITER_OF = statement(
    lambda: delete(minutes_writer).where(minutes_writer.c.community_id == _COMMUNITY, _MEMBER)
)

# --- who sees --------------------------------------------------------------------------------------------------------


def _sees(record: str) -> Any:
    """A member, if they are an active person who sees an object of a class."""

    def build(visible: Visible) -> Any:
        reader = visible.member(
            membership.c.id, membership.c.role, membership.c.trust_level, membership.c.staff
        )
        seen = visible.object(
            membership.c.community_id, literal(record), bindparam("object", type_=Id), reader=reader
        )
        return select(membership.c.id).where(
            membership.c.community_id == _COMMUNITY,
            membership.c.id == bindparam("member", type_=Id),
            membership.c.kind == MembershipKind.PERSON,
            membership.c.status == MembershipStatus.ACTIVE,
            seen,
        )

    return build


SEES_MINUTES = visible_statement(_sees("Post"))
SEES_EVENT = visible_statement(_sees("Event"))

# --- expiry ----------------------------------------------------------------------------------------------------------

_THREADS = bindparam("threads", expanding=True, type_=Id)
DELETE_TASKS = statement(
    lambda: delete(meeting_task).where(
        meeting_task.c.community_id == _COMMUNITY, meeting_task.c.minutes.in_(_THREADS)
    )
)
DELETE_DECISIONS = statement(
    lambda: delete(meeting_decision).where(
        meeting_decision.c.community_id == _COMMUNITY, meeting_decision.c.minutes.in_(_THREADS)
    )
)
DELETE = statement(lambda: delete(minutes).where(_HERE, minutes.c.id.in_(_THREADS)))
