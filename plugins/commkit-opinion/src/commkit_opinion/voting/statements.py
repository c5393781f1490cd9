"""The statements of votes."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_opinion.proposing.records import OpinionStatement, StatementState
from commkit_opinion.proposing.statements import COLUMNS, as_statement
from commkit_opinion.tables import proposed, tally, vote
from commkit_opinion.voting.records import OpinionChoice, StatementVote, Tally

_COMMUNITY: BindParameter[Any] = bindparam("community_id")
_ME = bindparam("me", type_=Id)
_WIDTH = len(COLUMNS)
_MINE = (
    (vote.c.community_id == _COMMUNITY)
    & (vote.c.statement == bindparam("statement", type_=Id))
    & (vote.c.member == _ME)
)
_VOTE_NAMES = tuple(StatementVote.__annotations__)
_TALLY_NAMES = tuple(Tally.__annotations__)
_COUNTS = ("agrees", "disagrees", "passes", "agree_ballots", "disagree_ballots", "pass_ballots")

LOCK_TALLY = statement(
    lambda: (
        select(tally.c.statement)
        .where(tally.c.community_id == _COMMUNITY, tally.c.statement == bindparam("statement", type_=Id))
        .with_for_update(of=tally)
    )
)
"""Locks the numbers of a statement, so that votes on it happen one after the other. It checks no visibility."""
COUNT = statement(
    lambda: (
        update(tally)
        .values({name: tally.c[name] + bindparam(f"add_{name}") for name in _COUNTS})
        .where(tally.c.community_id == _COMMUNITY, tally.c.statement == bindparam("statement", type_=Id))
    )
)
ONE = statement(
    lambda: select(*(vote.c[name] for name in _VOTE_NAMES)).where(_MINE),
    into=lambda *values: StatementVote(**dict(zip(_VOTE_NAMES, values, strict=True))),
)
ADD = statement(lambda: insert(vote))
CHANGE = statement(
    lambda: (
        update(vote)
        .values(
            choice=bindparam("new_choice"),
            at=bindparam("now", type_=UtcDateTime),
            ballots=vote.c.ballots + bindparam("more"),
        )
        .where(_MINE)
    )
)

_OF_CONSULTATION = (proposed.c.community_id == _COMMUNITY) & (
    proposed.c.consultation == bindparam("consultation", type_=Id)
)
_WITH_TALLY = proposed.join(
    tally, (tally.c.community_id == proposed.c.community_id) & (tally.c.statement == proposed.c.id)
)
_ACCEPTED = (proposed.c.state == StatementState.ACCEPTED) & (proposed.c.body != "")


def _is_voted() -> ColumnElement[bool]:
    """Whether the reader voted on the statement outside."""
    return (
        exists()
        .where(vote.c.community_id == _COMMUNITY, vote.c.statement == proposed.c.id, vote.c.member == _ME)
        .correlate_except(vote)
    )


UNVOTED = visible_statement(
    lambda visible: (
        select(proposed.c.id, tally.c.agrees + tally.c.disagrees + tally.c.passes)
        .select_from(_WITH_TALLY)
        .where(_OF_CONSULTATION, _ACCEPTED, ~_is_voted(), visible(OpinionStatement, proposed))
    )
)
"""The statements on which the reader has not voted, with how many others did."""


def _with_totals(*values: Any) -> tuple[OpinionStatement, Tally, OpinionChoice | None]:
    tallied = Tally(**dict(zip(_TALLY_NAMES, values[_WIDTH:-1], strict=True)))
    return as_statement(*values[:_WIDTH]), tallied, values[-1]


def _mine() -> Any:
    return (
        select(vote.c.choice)
        .where(vote.c.community_id == _COMMUNITY, vote.c.statement == proposed.c.id, vote.c.member == _ME)
        .correlate_except(vote)
        .scalar_subquery()
    )


TOTALS = visible_statement(
    lambda visible: (
        select(*COLUMNS, *(tally.c[name] for name in _TALLY_NAMES), _mine())
        .select_from(_WITH_TALLY)
        .where(
            _OF_CONSULTATION,
            or_(proposed.c.state == StatementState.ACCEPTED, bindparam("all_states")),
            proposed.c.number > bindparam("after"),
            visible(OpinionStatement, proposed),
        )
        .order_by(proposed.c.number)
        .limit(bindparam("size"))
    ),
    into=_with_totals,
)
