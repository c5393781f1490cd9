"""What the one who proposes knows of the two."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, UtcDateTime, statement
from commkit_matching.matches.records import Answer, MatchState
from commkit_matching.tables import match, party

_ME = bindparam("me", type_=Id)
_MINE, _THEIRS = party.alias(), party.alias()

KNOWN = statement(
    lambda: (
        select(match.c.state)
        .select_from(
            _MINE.join(
                match, (match.c.community_id == _MINE.c.community_id) & (match.c.id == _MINE.c.match)
            ).join(
                _THEIRS,
                (_THEIRS.c.community_id == match.c.community_id)
                & (_THEIRS.c.match == match.c.id)
                & (_THEIRS.c.member == bindparam("to", type_=Id)),
            )
        )
        .where(
            _MINE.c.community_id == bindparam("community_id", type_=Id),
            _MINE.c.member == _ME,
            match.c.kind == bindparam("kind"),
            (
                (match.c.state == MatchState.MADE)
                & (_MINE.c.answer == Answer.ACCEPTED)
                & (_THEIRS.c.answer == Answer.ACCEPTED)
            )
            | (
                (match.c.proposed_by == bindparam("to", type_=Id))
                & (match.c.state == MatchState.PROPOSED)
                & (_MINE.c.answer == Answer.WAITING)
            )
            | (
                (match.c.proposed_by == _ME)
                & (
                    (match.c.state == MatchState.PROPOSED)
                    | (match.c.proposed_at >= bindparam("since", type_=UtcDateTime))
                )
            ),
        )
        .limit(1)
    )
)
"""What `me` knows of: a match of the two that runs, a proposal to `me` that waits, one by `me` that waits or is new."""
