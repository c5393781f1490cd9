"""Satisfaction: asked once, answered once, told by the month and so that nobody's answer is told."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.members import JoinCommunity
from commkit.privacy import ErasePerson
from commkit.storage import Id, statement
from commkit_qa import AcceptAnswer, ReopenQuestion
from commkit_support import (
    ListRatingComments,
    RateSolution,
    Rating,
    ReadDeflection,
    ReadSatisfaction,
    ReadScopeNumbers,
)
from commkit_support.numbers.policy import NEIGHBOUR, TOO_FEW, month_of
from commkit_support.satisfaction import statements as sql
from commkit_support.satisfaction.policy import NOT_YET
from commkit_support.tables import rating

DAY = timedelta(days=1)
MARCH = date(2026, 3, 1)


def solved(town: Any, by: str = "bob", asker: str = "ada") -> Any:
    question = town.question(by=asker)
    town.do(asker, AcceptAnswer(question.id, town.answer(question.id, by=by).id))
    return question


def test_the_asker_is_asked_once_however_often_it_is_solved(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    assert "support.rating_requested" in town.emitted("stew", AcceptAnswer(question.id, answer.id))
    assert ("support.rating_requested", question.id) in town.inbox("ada")
    assert not any(kind == "support.rating_requested" for kind, _ in town.inbox("bob"))
    town.do("ada", ReopenQuestion(question.id))
    assert "support.rating_requested" not in town.emitted("ada", AcceptAnswer(question.id, answer.id))


def test_nobody_is_asked_about_an_answer_of_their_own_or_where_it_is_off(town: Any) -> None:
    question = town.question()
    own = town.answer(question.id, by="ada")
    assert "support.rating_requested" not in town.emitted("ada", AcceptAnswer(question.id, own.id))
    town.do("owner", UpdateSettings("support.satisfaction", {"ask": False}))
    other = town.question()
    answer = town.answer(other.id)
    assert "support.rating_requested" not in town.emitted("ada", AcceptAnswer(other.id, answer.id))


def test_it_is_answered_once_by_the_asker_and_in_time(town: Any) -> None:
    question = solved(town)
    for wrong in (0, 6):
        with pytest.raises(Invalid):
            town.do("ada", RateSolution(question.id, wrong))
    with pytest.raises(Denied):
        town.do("bob", RateSolution(question.id, 5))
    with pytest.raises(NotFound):
        town.do("stew", RateSolution(town.question(by="stew").id, 5))  # not solved
    rated = town.do("ada", RateSolution(question.id, 4, " Fast. "))
    assert (rated.score, rated.comment, rated.rated_at) == (4, "Fast.", town.clock.now)
    with town.refused("support.rated_already", Conflict):
        town.do("ada", RateSolution(question.id, 5))
    late = solved(town)
    town.clock.advance(14 * DAY)
    with town.refused("support.rated_late", Conflict):
        town.do("ada", RateSolution(late.id, 5))


def test_of_two_answers_at_once_one_counts(town: Any) -> None:
    for _ in range(4):
        question = solved(town)
        outcomes = town.at_once(
            *[lambda score=score: town.do("ada", RateSolution(question.id, score)) for score in (1, 5)]  # noqa: B023
        )
        assert sum(isinstance(outcome, Rating) for outcome in outcomes) == 1, outcomes


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_condition_both_count(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    monkeypatch.setattr(sql, "RATE", RATE_WITHOUT_CONDITION)
    question = solved(town)
    looked = Barrier(2)

    def hold(statement: str) -> None:
        if statement.startswith("UPDATE commkit_support_rating"):
            looked.wait(60)

    town.kit.database.observer = hold
    outcomes = town.at_once(
        *[lambda score=score: town.do("ada", RateSolution(question.id, score)) for score in (1, 5)]
    )
    assert sum(isinstance(outcome, Rating) for outcome in outcomes) == 2, outcomes


RATE_WITHOUT_CONDITION = statement(
    update(rating)
    .values(score=bindparam("new_score"), comment=bindparam("new_comment"), rated_at=bindparam("now"))
    .where(
        rating.c.community_id == bindparam("community_id"),
        rating.c.question == bindparam("question", type_=Id),
    )
)


def rate(town: Any, scores: list[int], by: str, comment: str = "") -> None:
    for score in scores:
        town.do("ada", RateSolution(solved(town, by).id, score, comment))


def test_a_month_is_told_when_nobody_can_answer_any_more(town: Any) -> None:
    rate(town, [5, 5, 4, 2, 1], "bob", "So-so.")
    solved(town)
    assert town.ask("amy", ReadSatisfaction(MARCH)).all.withheld == NOT_YET
    assert town.ask("amy", ListRatingComments(MARCH)) == ()
    town.clock.advance_to(datetime(2026, 4, 15, tzinfo=UTC) - timedelta.resolution)
    assert town.ask("amy", ReadSatisfaction(MARCH)).all.withheld == NOT_YET
    town.clock.advance(timedelta.resolution)
    told = town.ask("amy", ReadSatisfaction(date(2026, 3, 31)))
    assert told.month == MARCH
    assert told.peer == told.all
    assert (told.all.asked, told.all.answered, told.all.mean) == (6, 5, 3.4)
    assert told.all.response is not None
    assert (told.all.response.hits, told.all.response.n) == (5, 6)
    assert told.all.satisfied is not None
    assert told.all.satisfied.value == 0.6
    assert (round(told.all.satisfied.low, 3), round(told.all.satisfied.high, 3)) == (0.231, 0.882)
    assert town.ask("stew", ListRatingComments(MARCH)) == ("So-so.",) * 5
    assert town.ask("amy", ReadSatisfaction(date(2026, 4, 1))).all.asked == 0


def test_fewer_than_five_are_not_told_nor_what_tells_of_them(town: Any) -> None:
    rate(town, [5, 5, 4, 2, 1, 3], "bob")
    rate(town, [1, 1], "amy", "I am the only one.")
    town.clock.advance_to(datetime(2026, 5, 1, tzinfo=UTC))
    told = town.ask("amy", ReadSatisfaction(MARCH))
    assert told.all.answered == 8
    assert (told.staff.withheld, told.peer.withheld) == (TOO_FEW, NEIGHBOUR)
    for group in (told.staff, told.peer):
        assert (group.answered, group.response, group.satisfied, group.mean) == (None,) * 4


def test_a_month_of_four_answers_tells_nothing(town: Any) -> None:
    rate(town, [5, 5, 4, 2], "bob", "Hello")
    town.clock.advance_to(datetime(2026, 5, 1, tzinfo=UTC))
    told = town.ask("amy", ReadSatisfaction(MARCH))
    assert (told.all.withheld, told.all.satisfied, told.peer.mean) == (TOO_FEW, None, None)
    assert town.ask("amy", ListRatingComments(MARCH)) == ()


def test_erasure_takes_the_words_and_leaves_the_number(town: Any) -> None:
    rate(town, [5, 4, 4, 4, 2], "bob", "It is me, Ada.")
    with town.kit.session("ada") as lobby:
        assert lobby.do(ErasePerson()).not_cleaned == ()
    town.clock.advance_to(datetime(2026, 5, 1, tzinfo=UTC))
    assert town.ask("amy", ReadSatisfaction(MARCH)).all.mean == 3.8
    assert town.ask("amy", ListRatingComments(MARCH)) == ()


def test_members_do_not_read_it_and_it_is_one_statement(town: Any) -> None:
    with pytest.raises(Denied):
        town.ask("bob", ReadSatisfaction(MARCH))
    with town.counted() as seen:
        town.ask(SYSTEM, ReadSatisfaction(MARCH))
    assert len(seen) == 2, seen  # scope, counts


def test_months() -> None:
    assert month_of(date(2026, 12, 31)) == (
        datetime(2026, 12, 1, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
    )
    assert month_of(date(2026, 1, 1)) == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("message", [ReadSatisfaction, ReadDeflection, ReadScopeNumbers])
def test_a_month_of_the_last_year_that_dates_have_is_refused(town: Any, message: Any) -> None:
    with pytest.raises(Invalid, match="before the year 9999"):
        town.ask(SYSTEM, message(month=date(9999, 12, 31)))


def test_others_who_joined_later_are_asked_too(town: Any) -> None:
    town.do("dan", JoinCommunity())
    question = solved(town, asker="dan")
    assert ("support.rating_requested", question.id) in town.inbox("dan")
