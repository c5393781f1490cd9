"""What tests of feedback do again and again."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from commkit import SYSTEM, Kit
from commkit.feedback import FeedbackKind, SubmitSuggestion, Suggestion
from commkit.feedback.suggestions.tables import budget, suggestion, vote
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.helpers import do

DAY = timedelta(days=1)
IDEA = FeedbackKind.IDEA


def suggest(kit: Kit, actor: str = "ada", **wishes: Any) -> Suggestion:
    """An idea of somebody."""
    return do(kit, actor, "town", SubmitSuggestion(**({"kind": IDEA, "title": "Dark mode"} | wishes)))


def member(kit: Kit, key: str, place: str = "town") -> MemberId:
    """The member id of a key."""
    with kit.session(key, place, read_only=True) as session:
        return session.member


def budgets_on(kit: Kit, **more: Any) -> None:
    """Let the town vote by budget."""
    from commkit.communities import UpdateSettings  # noqa: PLC0415

    do(kit, "owner", "town", UpdateSettings("feedback", {"voting": "budget"} | more))


_STORED = statement(select(suggestion.c.id, suggestion.c.voter_count, suggestion.c.score))
_COUNTED = statement(
    select(vote.c.suggestion, func.count(), func.sum(vote.c.weight)).group_by(vote.c.suggestion)
)
_SPENT = statement(select(budget.c.member, budget.c.spent))
_HELD = statement(select(vote.c.member, func.sum(vote.c.held)).group_by(vote.c.member))


def votes_add_up(kit: Kit) -> None:
    """Voters and scores equal the votes there are, and budgets what these hold."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        counted = {id: (voters, score) for id, voters, score in context_of(session).rows(_COUNTED)}
        for id, voters, score in context_of(session).rows(_STORED):
            assert (voters, score) == counted.get(id, (0, 0))
        held = {who: int(votes) for who, votes in context_of(session).rows(_HELD) if votes}
        assert {who: spent for who, spent in context_of(session).rows(_SPENT) if spent} == held


def spent(kit: Kit, key: str) -> int:
    """How many votes a member's budget counts as spent."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        return dict(context_of(session).rows(_SPENT)).get(member(kit, key), 0)
