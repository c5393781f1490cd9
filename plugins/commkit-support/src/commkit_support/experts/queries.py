"""How experts are found."""

from typing import Any

from commkit import Context
from commkit.posts import Post
from commkit.storage import NOBODY
from commkit_qa import require_question
from commkit_support.assignment.feature import AssignmentSettings
from commkit_support.experts import statements as sql
from commkit_support.experts.feature import ExpertSettings, expert_feature
from commkit_support.experts.handlers import WEEK
from commkit_support.experts.messages import ListExperts
from commkit_support.experts.policy import rank_of, status_of
from commkit_support.experts.records import Expert

_CONSIDERED = 200
"""Members with the most accepted answers who are considered."""


@expert_feature.handles(ListExperts)
def list_experts(context: Context, query: ListExperts) -> tuple[Expert, ...]:
    """The question, then one statement; a question without tags has no experts."""
    question = context.get(Post, query.question, need="support.read_experts")
    require_question(context.community_type, question)
    if not question.tags:
        return ()
    rows = context.rows(
        sql.EXPERTS,
        question=question.id,
        tags=list(question.tags),
        asker=question.author or NOBODY,
        now=context.now,
        since=context.now - WEEK,
        size=_CONSIDERED,
    )
    limits = (
        context.settings(AssignmentSettings).load_limit,
        context.settings(ExpertSettings).invitations_a_week,
    )
    experts = sorted((_expert(row, *limits) for row in rows), key=rank_of)
    return tuple(experts[: min(max(query.limit, 1), 50)])


def _expert(row: tuple[Any, ...], load_limit: int, invitations: int) -> Expert:
    member, name, staff, accepted, endorsed, load, here, recent, absent = row
    status = status_of(
        invited_here=bool(here),
        invited_enough=int(recent) >= invitations,
        at_limit=int(load) >= load_limit,
        absent=bool(absent),
    )
    return Expert(member, name, staff, accepted, endorsed, load, status)
