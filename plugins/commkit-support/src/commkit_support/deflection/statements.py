"""The statements of the ledger: it is only added to."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal_column, or_, select, union_all

from commkit.members import MembershipKind, membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, crud, insert_if_absent, statement, visible_statement
from commkit_support.deflection.records import LedgerEntry, Ticket
from commkit_support.tables import handoff, issue_link, ledger, ticket

_COLUMNS = tuple(ledger.c[name] for name in LedgerEntry.__annotations__)
_HERE = ledger.c.community_id == bindparam("community_id")
_THIS_MEMBER = ledger.c.member == bindparam("member", type_=Id)
_QUESTION = bindparam("question", type_=Id)
_next = ledger.alias("next")
_BOOKED = ledger.c.community > literal_column("0")
_REVERSED = exists(
    select(_next.c.id)
    .where(
        _next.c.community_id == ledger.c.community_id,
        _next.c.member == ledger.c.member,
        _next.c.question == ledger.c.question,
        _next.c.turn == ledger.c.turn + 1,
    )
    .correlate(ledger)
)
_OF_QUESTION = (post.c.community_id == ledger.c.community_id) & (post.c.id == ledger.c.question)


# --- for handlers and reactions: they check no visibility ----------------------------------------------------------

ADD = statement(lambda: insert_if_absent(ledger))
"""Adds nothing where there is an entry with this number: of two at once one is entered."""
LAST = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, _THIS_MEMBER, ledger.c.question == _QUESTION)
        .order_by(ledger.c.turn.desc())
        .limit(1)
    ),
    into=LedgerEntry,
)
STANDING_OF_QUESTION = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, ledger.c.question == _QUESTION, _BOOKED, ~_REVERSED)
        .order_by(ledger.c.member)
    ),
    into=LedgerEntry,
)
STANDING_AGAINST = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            _THIS_MEMBER,
            _BOOKED,
            ledger.c.final_at >= bindparam("opened_at", type_=UtcDateTime),
            ledger.c.at <= bindparam("latest", type_=UtcDateTime),
            ~_REVERSED,
        )
        .order_by(ledger.c.id)
    ),
    into=LedgerEntry,
)
"""The bookings of a member in whose window a ticket was opened."""
LAST_REVERSED = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            ledger.c.question == _QUESTION,
            ledger.c.because == bindparam("because"),
            ~_REVERSED,
        )
        .order_by(ledger.c.member)
    ),
    into=LedgerEntry,
)
"""The last entries about a question that reversed a booking for one reason, and after which nothing was booked."""
LOCK_POSTS = statement(
    lambda: (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            post.c.removed_at.is_(None),
        )
        .order_by(post.c.id)
        .with_for_update(read=True)
    )
)
"""Those of some posts that are not removed, and are not until the commit."""
IS_REMOVED = statement(
    lambda: select(post.c.removed_at).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id)
    )
)
CUSTOMER = statement(
    lambda: select(membership.c.id).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("member", type_=Id),
        membership.c.kind == MembershipKind.PERSON,
        ~membership.c.staff,
    )
)
"""A member who is a person, and not staff."""
_asked = post.alias("asked")
_SINCE, _UNTIL = bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)


def _handoffs_of_member(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(handoff.c.id)
        .select_from(
            _asked.join(
                handoff,
                and_(handoff.c.community_id == _asked.c.community_id, handoff.c.question == _asked.c.id),
            )
        )
        .where(
            _asked.c.community_id == bindparam("community_id"),
            _asked.c.author == bindparam("member", type_=Id),
            *conditions,
        )
    )


TICKETS = statement(
    lambda: union_all(
        _handoffs_of_member(
            handoff.c.offered_at <= _UNTIL,
            or_(handoff.c.offered_at >= _SINCE, handoff.c.question == _QUESTION),
        ),
        select(ticket.c.id).where(
            ticket.c.community_id == bindparam("community_id"),
            ticket.c.member == bindparam("member", type_=Id),
            ticket.c.opened_at >= _SINCE,
            ticket.c.opened_at <= _UNTIL,
        ),
    ).limit(1)
)
"""A ticket of a member in a time, or a handoff of this question of theirs whenever it was."""
ADD_TICKET = statement(lambda: insert_if_absent(ticket))
TICKET_BY_REFERENCE = statement(
    lambda: select(*(ticket.c[name] for name in Ticket.__annotations__)).where(
        ticket.c.community_id == bindparam("community_id"), ticket.c.reference == bindparam("reference")
    ),
    into=Ticket,
)
TICKETS_CRUD = crud(ticket, Ticket)


# --- for readers -----------------------------------------------------------------------------------------------------


def _shown(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(*_COLUMNS)
        .select_from(ledger.join(post, _OF_QUESTION))
        .where(_HERE, visible(Post, post), *conditions)
    )


ONE = visible_statement(
    lambda visible: _shown(
        visible,
        ledger.c.id == bindparam("entry", type_=Id),
        or_(bindparam("sees_all"), ledger.c.member == bindparam("me", type_=Id)),
    ),
    into=LedgerEntry,
)
PAGE = visible_statement(
    lambda visible: (
        _shown(visible, ledger.c.id < bindparam("after", type_=Id))
        .order_by(ledger.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=LedgerEntry,
)
UNSETTLED = visible_statement(
    lambda visible: (
        select(post.c.id)
        .select_from(
            post.join(
                issue_link,
                and_(issue_link.c.community_id == post.c.community_id, issue_link.c.question == post.c.id),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("questions", expanding=True, type_=Id)),
            post.c.author == bindparam("member", type_=Id),
            visible(Post, post),
            ~exists(
                select(ledger.c.id)
                .where(
                    ledger.c.community_id == post.c.community_id,
                    ledger.c.member == post.c.author,
                    ledger.c.question == post.c.id,
                    _BOOKED,
                    ~_REVERSED,
                )
                .correlate(post)
            ),
            ~exists(
                select(handoff.c.id)
                .where(handoff.c.community_id == post.c.community_id, handoff.c.question == post.c.id)
                .correlate(post)
            ),
        )
    )
)
"""Of some questions those of a member that are about a known issue, not booked, and were never handed over."""


def _counts() -> tuple[ColumnElement[Any], ...]:
    is_final = ledger.c.final_at <= bindparam("now", type_=UtcDateTime)
    return (
        func.count(ledger.c.member.distinct()),
        func.count(),
        func.count().filter(and_(is_final, ~_REVERSED)),
        func.count().filter(and_(~is_final, ~_REVERSED)),
        func.count().filter(_REVERSED),
    )


def _of_month(visible: Visible, *columns: ColumnElement[Any]) -> Any:
    return (
        select(*columns)
        .select_from(ledger.join(post, _OF_QUESTION))
        .where(_HERE, _BOOKED, ledger.c.at >= _SINCE, ledger.c.at < _UNTIL, visible(Post, post))
    )


TOTALS = visible_statement(lambda visible: _of_month(visible, *_counts()))
BY_EVIDENCE = visible_statement(
    lambda visible: _of_month(visible, ledger.c.evidence, *_counts()).group_by(ledger.c.evidence)
)
