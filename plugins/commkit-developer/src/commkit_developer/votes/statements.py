"""The statements of votes."""

from sqlalchemy import and_, bindparam, case, or_, select

from commkit.posts import reaction
from commkit.storage import Id, statement, upsert
from commkit_developer.tables import votes_of_day
from commkit_developer.votes.records import VotesOfDay

USED = statement(
    lambda: select(
        votes_of_day.c.member, votes_of_day.c.day, votes_of_day.c.votes, votes_of_day.c.downs
    ).where(
        votes_of_day.c.community_id == bindparam("community_id"),
        votes_of_day.c.member == bindparam("member", type_=Id),
    ),
    into=VotesOfDay,
)

_spent = upsert(votes_of_day)
_new = _spent.excluded
_SAME_DAY = votes_of_day.c.day == _new.day
SPEND = statement(
    lambda: _spent.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={
            "day": _new.day,
            "votes": case((_SAME_DAY, votes_of_day.c.votes), else_=0) + _new.votes,
            "downs": case((_SAME_DAY, votes_of_day.c.downs), else_=0) + _new.downs,
        },
        where=or_(
            ~_SAME_DAY,
            and_(
                votes_of_day.c.votes < bindparam("votes_per_day"),
                or_(_new.downs == 0, votes_of_day.c.downs < bindparam("downs_per_day")),
            ),
        ),
    )
)
"""Counts a vote, and no row where the quota of the day is spent: the row is locked while it is asked, so that of votes
at once none is counted beyond it. Whoever has no vote of today may give one: the limits are asked for ahead of it."""

MY_VOTES = statement(
    lambda: select(reaction.c.reaction).where(
        reaction.c.community_id == bindparam("community_id"),
        reaction.c.post == bindparam("post"),
        reaction.c.member == bindparam("member", type_=Id),
        reaction.c.reaction.in_(bindparam("names", expanding=True)),
    )
)
"""Which of some reactions a member gave to a post."""
