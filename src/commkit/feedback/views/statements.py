"""The statements of views of suggestions."""

from typing import Any

from sqlalchemy import Table, bindparam, func, select

from commkit.feedback.panels.records import Panel
from commkit.feedback.panels.tables import panel
from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.surveys.records import Survey
from commkit.feedback.surveys.tables import survey
from commkit.feedback.votes.records import SuggestionVote
from commkit.feedback.votes.tables import vote
from commkit.members import membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement

_IDS: Any = bindparam("ids", expanding=True, type_=Id)

OWN_VOTES = statement(
    lambda: select(vote.c.suggestion, vote.c.weight, vote.c.held, vote.c.at).where(
        vote.c.community_id == bindparam("community_id"),
        vote.c.member == bindparam("me", type_=Id),
        vote.c.suggestion.in_(_IDS),
    ),
    into=SuggestionVote,
)
"""A member's own votes for some suggestions, which were shown to them before."""

SUGGESTIONS = visible_statement(
    lambda visible: (
        select(
            suggestion.c.id,
            suggestion.c.title,
            suggestion.c.body,
            suggestion.c.author,
            func.coalesce(membership.c.name, ""),
        )
        .select_from(
            suggestion.outerjoin(
                membership,
                (membership.c.community_id == suggestion.c.community_id)
                & (membership.c.id == suggestion.c.author),
            )
        )
        .where(
            suggestion.c.community_id == bindparam("community_id"),
            suggestion.c.id.in_(_IDS),
            visible(Suggestion, suggestion),
        )
    )
)
"""What some suggestions are called."""


def _titles(record: type, table: Table) -> Any:
    return visible_statement(
        lambda visible: select(table.c.id, table.c.title).where(
            table.c.community_id == bindparam("community_id"), table.c.id.in_(_IDS), visible(record, table)
        )
    )


SURVEYS = _titles(Survey, survey)

PANELS = _titles(Panel, panel)
