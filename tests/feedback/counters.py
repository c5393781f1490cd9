"""The counters of feedback, each beside the rows it counts; recounted after random histories."""

from typing import Any

from sqlalchemy import bindparam, func, select

from commkit.feedback.panels.tables import panel
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.surveys.tables import participation, response, survey
from commkit.feedback.tasks.tables import assignment
from commkit.feedback.votes.tables import budget, vote
from commkit.testing.counters import CounterCheck


def _beside(stored: Any, counted: Any, *conditions: Any, whose: Any = None) -> Any:
    """A stored number with what is counted in another table."""
    table = stored.table
    inner = select(counted).where(*conditions).correlate(table).scalar_subquery()
    whose = table.c.id if whose is None else whose
    return select(whose, stored, inner).where(table.c.community_id == bindparam("community_id"))


def _of(child: Any, parent: Any, column: str) -> tuple[Any, Any]:
    return (child.c.community_id == parent.c.community_id, child.c[column] == parent.c.id)


COUNTERS = (
    CounterCheck(
        "feedback.voter_count",
        lambda _: _beside(
            suggestion.c.voter_count, func.count(vote.c.member), *_of(vote, suggestion, "suggestion")
        ),
    ),
    CounterCheck(
        "feedback.score",
        lambda _: _beside(
            suggestion.c.score,
            func.coalesce(func.sum(vote.c.weight), 0),
            *_of(vote, suggestion, "suggestion"),
        ),
    ),
    CounterCheck(
        "feedback.spent",
        lambda _: _beside(
            budget.c.spent,
            func.coalesce(func.sum(vote.c.held), 0),
            vote.c.community_id == budget.c.community_id,
            vote.c.member == budget.c.member,
            whose=budget.c.member,
        ),
    ),
    CounterCheck(
        "feedback.response_count",
        lambda _: _beside(
            survey.c.response_count, func.count(response.c.id), *_of(response, survey, "survey")
        ),
    ),
    CounterCheck(
        "feedback.invited_count",
        lambda _: _beside(
            survey.c.invited_count,
            func.count(participation.c.invited_at),
            *_of(participation, survey, "survey"),
        ),
    ),
    CounterCheck(
        "feedback.invited_response_count",
        lambda _: _beside(
            survey.c.invited_response_count,
            func.count(participation.c.invited_at),
            *_of(participation, survey, "survey"),
            participation.c.answered,
        ),
    ),
    CounterCheck(
        "feedback.submission_count",
        lambda _: _beside(
            panel.c.submission_count, func.count(assignment.c.submitted_at), *_of(assignment, panel, "panel")
        ),
    ),
)
