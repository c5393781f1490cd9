"""Questions to guests: who answers, and in which order they are listed, page by page."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Denied, Invalid
from commkit.posts import AddReaction, CreateReply, MergeThreads, RemovePost
from commkit.storage import keyset
from commkit_ama import (
    AnswerAsGuest,
    ListGuestQuestions,
    QuestionOrder,
    ReadQuestionHour,
    SetGuests,
    SetQuestionTimes,
)


@pytest.fixture(scope="module")
def own_town(town_class: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A town for all examples of a property, each of which has an hour of its own."""
    town = town_class(f"sqlite:///{tmp_path_factory.mktemp('ama') / 'town.db'}")
    town.kit.migrate()
    town.set_up()
    yield town
    town.kit.close()


def texts(page: Any) -> list[str]:
    return [question.view.post.body for question in page.items]


def all_pages(town: Any, hour: Any, **more: Any) -> list[str]:
    found, after = [], None
    while True:
        page = town.listed(hour, after=after, limit=1, **more)
        found += texts(page)
        after = page.next
        if after is None:
            return found


def test_only_guests_and_experts_answer(town: Any, hour: Any) -> None:
    question, other = town.asked(hour), town.asked(town.hour())
    with town.refused("ama.not_a_guest", Denied):
        town.do("bob", AnswerAsGuest(question.id, "Deep."))
    with town.refused("ama.not_a_guest", Denied):
        town.do("bob", CreateReply(question.id, "Deep.", kind="guest_answer"))
    town.do("hal", SetGuests(hour.id, (town.member("bob"),)))
    assert town.do("bob", AnswerAsGuest(question.id, "Nine metres.")).kind == "guest_answer"
    with town.refused("ama.not_a_guest", Denied):
        town.do("bob", AnswerAsGuest(other.id, "Deep."))
    assert town.do("xan", AnswerAsGuest(other.id, "Nine metres.")).kind == "guest_answer"
    with town.refused("runtime.invalid", Invalid):
        town.do("xan", AnswerAsGuest(hour.id, "Nine metres."))
    assert town.do("cid", CreateReply(question.id, "Thanks.")).kind == "comment"


def test_the_answered_ones_come_first_then_those_with_most_votes(town: Any, hour: Any) -> None:
    first, second, third, fourth = (town.asked(hour, body) for body in ("1", "2", "3", "4"))
    for by in ("bob", "cid"):
        town.do(by, AddReaction(second.id, "like"))
    town.do("bob", AddReaction(third.id, "like"))
    town.do("bob", AddReaction(fourth.id, "bookmark"))
    answer = town.do("xan", AnswerAsGuest(first.id, "So."))
    assert texts(town.listed(hour))[:3] == ["1", "2", "3"]
    assert [its.post.body for its in town.listed(hour).items[0].answers] == ["So."]
    assert texts(town.listed(hour, "xan", unanswered=True)) == ["2", "3", "4"]
    assert all_pages(town, hour) == ["1", "2", "3", "4"]
    assert all_pages(town, hour, order=QuestionOrder.VOTES)[:2] == ["2", "3"]
    assert sorted(all_pages(town, hour, order=QuestionOrder.VOTES)) == ["1", "2", "3", "4"]
    town.do("stew", RemovePost(answer.id))
    assert texts(town.listed(hour))[:2] == ["2", "3"]
    town.do("stew", RemovePost(second.id))
    assert texts(town.listed(hour))[0] == "3"


def test_a_page_that_goes_on_keeps_to_its_order(sqlite_town: Any) -> None:
    hour = sqlite_town.hour()
    for body in ("1", "2"):
        sqlite_town.asked(hour, body)
    page = sqlite_town.listed(hour, limit=1)
    with pytest.raises(Invalid):
        sqlite_town.listed(hour, limit=1, after=page.next, order=QuestionOrder.VOTES)


@pytest.mark.parametrize("answered", [1, 2**60])
def test_a_cursor_may_say_any_number(town: Any, answered: int) -> None:
    hour = town.hour()
    town.asked(hour, "1")
    query = ListGuestQuestions(hour.id, limit=1)
    keyed = keyset(int, int, UUID, of="ama.guest_questions").of_query(query)
    forged = keyed.page([1, 2], 1, lambda _: (answered, -(2**60), UUID(int=0))).next
    assert len(town.ask("ada", evolve(query, after=forged)).items) == 1, "what is unanswered stands behind it"


def test_a_list_takes_as_many_statements_whatever_is_on_it(sqlite_town: Any) -> None:
    town = sqlite_town
    hour = town.hour()
    town.do("xan", AnswerAsGuest(town.asked(hour, "0").id, "So."))
    with town.counted() as few:
        town.listed(hour)
    for number in range(1, 4):
        question = town.asked(hour, str(number))
        for _ in range(6):
            town.do("xan", AnswerAsGuest(question.id, "So."))
    with town.counted() as more:
        page = town.listed(hour)
    assert len(few) == len(more)
    assert {len(question.answers) for question in page.items} == {1, 5}


def test_questions_of_merged_hours_stay_questions(town: Any, hour: Any) -> None:
    other = town.hour(title="Ask again")
    town.do("xan", AnswerAsGuest(town.asked(other, "How old?").id, "Very."))
    town.asked(hour)
    town.do("hal", SetGuests(other.id, (town.member("bob"),)))
    town.do("stew", MergeThreads(other.id, hour.id))
    assert texts(town.listed(hour)) == ["How old?", "How deep?"]
    state = town.ask(None, ReadQuestionHour(hour.id))
    assert (state.questions, state.answered, state.guests) == (2, 1, ())
    with town.refused("runtime.invalid", Invalid):
        town.do("hal", SetQuestionTimes(other.id))
    town.do("hal", SetQuestionTimes(hour.id, closes_at=town.after(hours=-1)))
    with town.refused("ama.not_collecting"):
        town.asked(other, kind="guest_question")


@settings(max_examples=12, deadline=None)
@given(
    likes=st.lists(st.integers(0, 3), min_size=1, max_size=5),
    answered=st.sets(st.integers(0, 4)),
    size=st.integers(1, 3),
)
def test_pages_have_each_question_once_in_order(
    own_town: Any, likes: list[int], answered: set[int], size: int
) -> None:
    """Whatever was voted and answered: all pages together are one list, sorted, without gaps and repeats."""
    town, hour = own_town, own_town.hour()
    for number, count in enumerate(likes):
        question = town.asked(hour, str(number))
        for by in ("bob", "cid", "stew")[:count]:
            town.do(by, AddReaction(question.id, "like"))
        if number in answered:
            town.do("xan", AnswerAsGuest(question.id, "So."))
    for order in QuestionOrder:
        keys, after = [], None
        while True:
            page = town.listed(hour, order=order, limit=size, after=after)
            keys += [
                (
                    bool(one.answers) and order is QuestionOrder.ANSWERED,
                    one.view.post.score,
                    one.view.post.id,
                )
                for one in page.items
            ]
            after = page.next
            if after is None:
                break
        assert keys == sorted(keys, reverse=True)
        assert len(keys) == len(likes)
