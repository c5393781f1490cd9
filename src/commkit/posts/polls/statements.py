"""The SQL of polls. Whether the actor may see the results is decided in it."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, exists, insert, or_, select, update

from commkit.members import membership
from commkit.posts.polls.records import Poll, PollChoice, PollVoter
from commkit.posts.polls.tables import ballot, poll, poll_choice, vote
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement

_NOW = bindparam("now", type_=UtcDateTime)

_ME = bindparam("me", type_=Id)


def _of(table: Any) -> ColumnElement[bool]:
    where: ColumnElement[bool] = (table.c.community_id == bindparam("community_id")) & (
        table.c.post == bindparam("post")
    )
    return where


_IS_OPEN = poll.c.closed_at.is_(None) & or_(poll.c.closes_at.is_(None), poll.c.closes_at > _NOW)

_CLOSED_AT = case(
    (_IS_OPEN, None), else_=case((poll.c.closed_at.is_(None), poll.c.closes_at), else_=poll.c.closed_at)
)

_VOTED = exists(
    select(ballot.c.member).where(
        ballot.c.community_id == poll.c.community_id, ballot.c.post == poll.c.post, ballot.c.member == _ME
    )
).correlate(poll)

_SEEN = or_(~_IS_OPEN, poll.c.result_visibility == "always", (poll.c.result_visibility == "voted") & _VOTED)

_MINE = (
    exists(
        select(vote.c.member).where(
            vote.c.community_id == poll_choice.c.community_id,
            vote.c.post == poll_choice.c.post,
            vote.c.choice == poll_choice.c.number,
            vote.c.member == _ME,
        )
    )
    .correlate(poll_choice)
    .label("chosen")
)

_ON_POLL = (poll.c.community_id == poll_choice.c.community_id) & (poll.c.post == poll_choice.c.post)

ONE = statement(
    lambda: select(
        poll.c.post,
        poll.c.question,
        poll.c.max_choices,
        poll.c.result_visibility,
        poll.c.changeable,
        poll.c.public,
        poll.c.created_by,
        poll.c.created_at,
        poll.c.closes_at,
        _CLOSED_AT,
        poll.c.ballot_count,
    ).where(_of(poll)),
    into=Poll,
)

CHOICES = statement(
    lambda: (
        select(
            poll_choice.c.number,
            poll_choice.c.label,
            case((_SEEN, poll_choice.c.vote_count), else_=None),
            _MINE,
        )
        .select_from(poll_choice.join(poll, _ON_POLL))
        .where(_of(poll_choice))
        .order_by(poll_choice.c.number)
    ),
    into=PollChoice,
)

VOTERS = statement(
    lambda: (
        select(vote.c.member, membership.c.name, ballot.c.at)
        .select_from(
            vote.join(poll, (poll.c.community_id == vote.c.community_id) & (poll.c.post == vote.c.post))
            .join(
                ballot,
                (ballot.c.community_id == vote.c.community_id)
                & (ballot.c.post == vote.c.post)
                & (ballot.c.member == vote.c.member),
            )
            .join(
                membership,
                (membership.c.community_id == vote.c.community_id) & (membership.c.id == vote.c.member),
            )
        )
        .where(
            _of(vote),
            vote.c.choice == bindparam("choice"),
            vote.c.member > bindparam("after"),
            poll.c.public,
            _SEEN,
        )
        .order_by(vote.c.member)
        .limit(bindparam("size"))
    ),
    into=PollVoter,
)

ADD = statement(lambda: insert_if_absent(poll))

ADD_CHOICE = statement(lambda: insert(poll_choice))

COUNT_BALLOT = statement(
    lambda: (
        update(poll).values(ballot_count=poll.c.ballot_count + bindparam("change")).where(_of(poll), _IS_OPEN)
    )
)
"""Changes no row if the poll is closed. It locks the poll, so that votes and its end happen one after the other."""

ADD_BALLOT = statement(lambda: insert_if_absent(ballot))

DELETE_BALLOT = statement(lambda: delete(ballot).where(_of(ballot), ballot.c.member == _ME))

TOUCH_BALLOT = statement(lambda: update(ballot).values(at=_NOW).where(_of(ballot), ballot.c.member == _ME))

VOTES_OF = statement(
    lambda: select(vote.c.choice).where(_of(vote), vote.c.member == _ME).order_by(vote.c.choice)
)

HAS_BALLOT = statement(lambda: select(ballot.c.at).where(_of(ballot), ballot.c.member == _ME))

ADD_VOTE = statement(lambda: insert(vote))

DELETE_VOTES = statement(lambda: delete(vote).where(_of(vote), vote.c.member == _ME))

COUNT_VOTE = statement(
    lambda: (
        update(poll_choice)
        .values(vote_count=poll_choice.c.vote_count + bindparam("change"))
        .where(_of(poll_choice), poll_choice.c.number == bindparam("choice"))
    )
)

CLOSE = statement(
    lambda: update(poll).values(closed_at=_NOW).where(_of(poll), _IS_OPEN).returning(poll.c.ballot_count)
)

EXPIRE = statement(
    lambda: (
        update(poll)
        .values(closed_at=poll.c.closes_at)
        .where(_of(poll), poll.c.closed_at.is_(None), poll.c.closes_at <= _NOW)
        .returning(poll.c.ballot_count)
    )
)
