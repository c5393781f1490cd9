"""How long what is over is kept: as the kind of the match says."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, exists

from commkit.storage import Retention
from commkit_matching.tables import match, outcome, part, party

_SOON = timedelta(hours=1)


def _has_match(row: Table) -> ColumnElement[bool]:
    """Whether the match of a row is there still."""
    return exists().where(match.c.community_id == row.c.community_id, match.c.id == row.c.match)


def _of_match(name: str, table: Table, purpose: str) -> Retention:
    """What goes with its match."""
    return Retention(
        name, table=table, age=table.c.match, default=_SOON, purpose=purpose, needed=_has_match, by_key=True
    )


MATCH_RETENTION = (
    Retention(
        "matching.matches",
        table=match,
        age=match.c.forget_at,
        default=_SOON,
        purpose="Matches and proposals that are over, behind the time for which their kind keeps them.",
        by_key=True,
    ),
    _of_match("matching.parties", party, "Who was in a match, and what they answered."),
    _of_match("matching.parts", part, "Why a match was proposed."),
    _of_match("matching.outcomes", outcome, "What came of a match."),
)
"""What the retention of the plugin is about."""
