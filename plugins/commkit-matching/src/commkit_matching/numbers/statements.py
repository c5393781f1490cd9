"""The statements of the numbers. What they give is told of five people and more alone."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, statement
from commkit_matching.matches.records import Answer
from commkit_matching.requests.records import RequestState
from commkit_matching.rounds.statements import in_matches
from commkit_matching.tables import match, party, request

_COMMUNITY = bindparam("community_id", type_=Id)
_REQUESTS = (
    select(request.c.member)
    .where(request.c.community_id == _COMMUNITY, request.c.kind == bindparam("kind"))
    .order_by(request.c.id.desc())
    .limit(10_000)
)
REQUESTS = statement(
    lambda: _REQUESTS.add_columns(request.c.asked_at, request.c.matched_at, request.c.closed_at)
)
EXPOSURE = statement(lambda: _REQUESTS.add_columns(in_matches()).where(request.c.state == RequestState.OPEN))
"""Who asks now, and in how many proposals each has been."""
ANSWERS = statement(
    lambda: (
        select(party.c.member, party.c.answer)
        .select_from(
            match.join(party, (party.c.community_id == match.c.community_id) & (party.c.match == match.c.id))
        )
        .where(
            match.c.community_id == _COMMUNITY,
            match.c.kind == bindparam("kind"),
            party.c.answered_at.is_not(None),
            party.c.answer.in_((Answer.ACCEPTED, Answer.LEFT, Answer.DECLINED)),
        )
        .order_by(party.c.answered_at, party.c.match, party.c.member)
        .limit(50_000)
    )
)
"""Who answered what, in the order of time."""
