"""Whatever happens to votes in whatever order: counters equal counts, nobody counts twice, budgets add up."""

from contextlib import closing, suppress
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import bindparam, select, update

from commkit import SYSTEM, Conflict, Kit, NotFound
from commkit.feedback import (
    MergeSuggestions,
    ReadMyVoteBudget,
    RetractSuggestionVote,
    SubmitSuggestion,
    SuggestionId,
    SuggestionStatus,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.votes.tables import budget, vote
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.feedback.helpers import IDEA, suggest, votes_add_up
from tests.helpers import ask, do
from tests.sample import OWNER, create_community, new_kit

PEOPLE = ("ada", "bob", OWNER)
BUDGET = 6
MAX_PAGE_SIZE = 3
_places = count()


def _rows(table: object, *columns: str) -> object:
    return select(*(table.c[name] for name in columns)).where(  # type: ignore[attr-defined]
        table.c.community_id == bindparam("community_id")  # type: ignore[attr-defined]
    )


SUGGESTIONS = statement(_rows(suggestion, "id", "voter_count", "score", "closed_at"))  # type: ignore[arg-type]
VOTES = statement(_rows(vote, "suggestion", "member", "weight", "held"))  # type: ignore[arg-type]
BUDGETS = statement(_rows(budget, "member", "spent"))  # type: ignore[arg-type]


def check(kit: Kit, place: str, *, most: int) -> None:
    with kit.session(SYSTEM, place, read_only=True) as session:
        votes = context_of(session).rows(VOTES)
        assert len({(which, who) for which, who, *_ in votes}) == len(votes)
        for id, voters, score, closed_at in context_of(session).rows(SUGGESTIONS):
            mine = [(weight, held) for which, _, weight, held in votes if which == id]
            assert voters == len(mine)
            assert score == sum(weight for weight, _ in mine)
            assert all(0 <= held <= weight <= most for weight, held in mine)
            assert closed_at is None or not any(held for _, held in mine)
        for who, spent in context_of(session).rows(BUDGETS):
            assert 0 <= spent <= BUDGET
            assert spent == sum(held for _, whose, _, held in votes if whose == who)


@pytest.mark.parametrize("variant", ["one_each", "budget"])
def test_random_histories_keep_counters_and_budgets_equal(sqlite_url: str, variant: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:
        most = MAX_PAGE_SIZE if variant == "budget" else 1
        voting = {"voting": variant, "votes_per_member": BUDGET, "max_votes_per_suggestion": MAX_PAGE_SIZE}

        class Town(RuleBasedStateMachine):
            def __init__(self) -> None:
                super().__init__()
                self.place = f"place-{next(_places)}"
                self.made: list[SuggestionId] = []
                create_community(kit, self.place, members=PEOPLE[:2], settings={"feedback": voting})

            def some(self, data: st.DataObject) -> SuggestionId:
                return self.made[data.draw(st.integers(0, len(self.made) - 1))]

            @rule(actor=st.sampled_from(PEOPLE))
            def suggest(self, actor: str) -> None:
                self.made.append(
                    do(kit, actor, self.place, SubmitSuggestion(kind=IDEA, title="Dark mode")).id
                )

            @precondition(lambda self: self.made)
            @rule(data=st.data(), actor=st.sampled_from(PEOPLE), weight=st.integers(0, MAX_PAGE_SIZE))
            def vote(self, data: st.DataObject, actor: str, weight: int) -> None:
                which = self.some(data)
                with suppress(Conflict, NotFound):
                    do(
                        kit,
                        actor,
                        self.place,
                        VoteOnSuggestion(which, min(weight, most))
                        if weight
                        else RetractSuggestionVote(which),
                    )

            @precondition(lambda self: len(self.made) > 1)
            @rule(data=st.data())
            def merge(self, data: st.DataObject) -> None:
                with suppress(Conflict):
                    do(
                        kit,
                        OWNER,
                        self.place,
                        MergeSuggestions(suggestion=self.some(data), into=self.some(data)),
                    )

            @precondition(lambda self: self.made)
            @rule(data=st.data(), status=st.sampled_from(list(SuggestionStatus)))
            def move(self, data: st.DataObject, status: SuggestionStatus) -> None:
                with suppress(Conflict):
                    do(kit, OWNER, self.place, UpdateSuggestionStatus(self.some(data), status, "So."))

            @precondition(lambda self: len(self.made) > 3)
            @rule(data=st.data())
            def withdraw(self, data: st.DataObject) -> None:
                with suppress(Conflict):
                    do(kit, OWNER, self.place, WithdrawSuggestion(self.some(data)))

            @invariant()
            def all_is_counted(self) -> None:
                check(kit, self.place, most=most)
                for actor in PEOPLE:
                    mine = ask(kit, actor, self.place, ReadMyVoteBudget())
                    assert mine.left is None or mine.total == mine.spent + mine.left

        run_state_machine_as_test(
            Town, settings=settings(max_examples=12, stateful_step_count=30, deadline=None)
        )


def test_control_a_counter_that_drifts_is_seen(town: Kit) -> None:
    made = suggest(town)
    do(town, "bob", "town", VoteOnSuggestion(made.id))
    with town.database.engine.begin() as connection:
        connection.execute(update(suggestion).values(score=2))
    with pytest.raises(AssertionError):
        check(town, "town", most=1)
    with pytest.raises(AssertionError):
        votes_add_up(town)
