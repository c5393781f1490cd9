"""Questions for experts: collected in a time, voted for, answered by experts, the answered ones first."""

from typing import Any

import pytest

from commkit import Denied, Invalid
from commkit.posts import AddReaction, CreateThread, MergeThreads, RemovePost
from commkit_media import AnswerAsExpert, ListReaderQuestions, ReadQuestionRound, SetQuestionTimes


@pytest.fixture
def round(town: Any) -> Any:
    return town.do("edi", CreateThread(kind="question_round", title="Ask the engineer", body="About wells."))


def ask(town: Any, round: Any, body: str, by: str = "ada") -> Any:
    return town.reply(round.id, by=by, body=body)


def listed(town: Any, round: Any, reader: Any = None, **more: Any) -> Any:
    return town.ask(reader, ListReaderQuestions(round.id, rendered=False, **more))


def texts(page: Any) -> list[str]:
    return [question.view.post.body for question in page.items]


def test_questions_are_collected_between_two_moments(town: Any, round: Any) -> None:
    opens, closes = town.after(hours=1), town.after(hours=2)
    state = town.do("edi", SetQuestionTimes(round.id, opens_at=opens, closes_at=closes))
    assert (state.collecting, state.questions) == (False, 0)
    with town.refused("media.not_collecting"):
        ask(town, round, "Too early?")
    town.pass_time(hours=1)
    question = ask(town, round, "How deep?")
    assert question.kind == "reader_question"
    assert town.ask(None, ReadQuestionRound(round.id)).collecting
    town.pass_time(hours=1)
    with town.refused("media.not_collecting"):
        ask(town, round, "Too late?")
    town.do("bob", AddReaction(question.id, "like"))
    town.do("xan", AnswerAsExpert(question.id, "Nine metres."))
    assert town.reply(question.id, by="bob").kind == "comment"
    state = town.ask(None, ReadQuestionRound(round.id))
    assert (state.collecting, state.questions, state.answered) == (False, 1, 1)
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", SetQuestionTimes(round.id, opens_at=closes, closes_at=opens))
    assert "media.question_times_set" in town.emitted("edi", SetQuestionTimes(round.id))
    assert ask(town, round, "And now?").kind == "reader_question"


def test_only_experts_answer(town: Any, round: Any) -> None:
    question = ask(town, round, "How deep?")
    with pytest.raises(Denied):
        town.do("bob", AnswerAsExpert(question.id, "Deep."))
    with town.refused("media.not_an_expert"):
        town.reply(question.id, by="bob", kind="expert_answer")
    assert town.do("xan", AnswerAsExpert(question.id, "Nine metres.")).kind == "expert_answer"
    with town.refused("runtime.invalid", Invalid):
        town.do("xan", AnswerAsExpert(round.id, "Nine metres."))
    with town.refused("runtime.invalid", Invalid):
        town.ask(None, ReadQuestionRound(question.id))


def test_the_answered_ones_come_first_then_those_with_most_votes(town: Any, round: Any) -> None:
    first, second, third, fourth = (ask(town, round, body) for body in ("1", "2", "3", "4"))
    for by in ("bob", "cid"):
        town.do(by, AddReaction(second.id, "like"))
    town.do("bob", AddReaction(third.id, "like"))
    answer = town.do("xan", AnswerAsExpert(first.id, "So."))
    assert texts(listed(town, round)) == ["1", "2", "3", "4"]
    assert [its.post.body for its in listed(town, round).items[0].answers] == ["So."]
    assert texts(listed(town, round, "xan", unanswered=True)) == ["2", "3", "4"]
    found, after = [], None
    while True:
        page = listed(town, round, after=after, limit=1)
        found += texts(page)
        after = page.next
        if after is None:
            break
    assert found == ["1", "2", "3", "4"]
    town.do("mod", RemovePost(answer.id))
    assert texts(listed(town, round)) == ["2", "3", "4", "1"]
    town.do("mod", RemovePost(fourth.id))
    assert texts(listed(town, round)) == ["2", "3", "1"]


def test_a_list_takes_as_many_statements_whatever_is_on_it(town: Any, round: Any) -> None:
    town.do("xan", AnswerAsExpert(ask(town, round, "0").id, "So."))
    with town.counted() as few:
        listed(town, round)
    for number in range(1, 8):
        question = ask(town, round, str(number))
        for _ in range(6):
            town.do("xan", AnswerAsExpert(question.id, "So."))
    with town.counted() as more:
        page = listed(town, round)
    assert len(few) == len(more)
    assert {len(question.answers) for question in page.items} == {1, 5}


def test_questions_of_merged_rounds_stay_questions(town: Any, round: Any) -> None:
    other = town.do("edi", CreateThread(kind="question_round", title="Ask again", body="About wells."))
    town.do("xan", AnswerAsExpert(ask(town, other, "How old?").id, "Very."))
    ask(town, round, "How deep?")
    town.do("stew", MergeThreads(other.id, round.id))
    assert texts(listed(town, round)) == ["How old?", "How deep?"]
    state = town.ask(None, ReadQuestionRound(round.id))
    assert (state.questions, state.answered) == (2, 1)
    town.do("edi", SetQuestionTimes(round.id, closes_at=town.after(hours=-1)))
    with town.refused("media.not_collecting"):
        town.reply(other.id, kind="reader_question")
