"""The statements of outcomes."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, insert_if_absent, statement
from commkit_matching.tables import match, outcome

_COMMUNITY = bindparam("community_id", type_=Id)

ADD = statement(lambda: insert_if_absent(outcome))
"""Adds nothing where the member said something of the match already."""
OF_KIND = statement(
    lambda: (
        select(outcome.c.member, outcome.c.value)
        .select_from(
            outcome.join(
                match, (match.c.community_id == outcome.c.community_id) & (match.c.id == outcome.c.match)
            )
        )
        .where(outcome.c.community_id == _COMMUNITY, match.c.kind == bindparam("kind"))
        .order_by(outcome.c.given_at, outcome.c.match, outcome.c.member)
        .limit(50_000)
    )
)
"""Who said what of the matches of a kind, for numbers; in the order of time."""
