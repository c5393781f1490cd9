"""Questions: who may accept, reopen, close and ask back, and that nothing is closed silently."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.posts import (
    CreateReply,
    CreateThread,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
    UpdatePostState,
)
from commkit_qa import AcceptAnswer, CloseQuestion, ReopenQuestion, RequestInformation

MAY = {"ada": True, "tia": True, "stew": True, "owner": True, "bob": False, "cid": False, None: False}
"""ada asked; tia is a tutor, a role of the type; bob answered."""


@pytest.mark.parametrize("actor", MAY, ids=str)
def test_asker_and_staff_accept_and_nobody_else(town: Any, actor: str | None) -> None:
    question = town.question()
    answer = town.answer(question.id)
    command = AcceptAnswer(question.id, answer.id)

    if not MAY[actor]:
        with pytest.raises(Denied):
            town.do(actor, command)
        assert town.ask("bob", ReadPost(question.id)).answer is None
        return
    assert town.emitted(actor, command) == ["posts.state_changed", "qa.question_solved"]
    solved = town.ask("bob", ReadPost(question.id))
    assert (solved.state, solved.answer, solved.closed_at) == ("solved", answer.id, town.clock.now)
    assert town.emitted(actor, command) == []  # twice changes nothing


@pytest.mark.parametrize("actor", MAY, ids=str)
def test_asker_and_staff_reopen_close_and_nobody_else(sqlite_town: Any, actor: str | None) -> None:
    town = sqlite_town
    question, other = town.question(), town.question("Another one")
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    commands = (ReopenQuestion(question.id, "It came back."), CloseQuestion(other.id, "Solved on the phone."))

    for command in commands:
        if MAY[actor]:
            town.do(actor, command)
        else:
            with pytest.raises(Denied):
                town.do(actor, command)
    states = [town.ask("bob", ReadPost(id)).state for id in (question.id, other.id)]
    assert states == (["open", "closed"] if MAY[actor] else ["solved", "open"])


def test_reopening_clears_the_accepted_answer_and_publishes_the_reason(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    facts = town.emitted("ada", ReopenQuestion(question.id, "It came back."))
    assert facts == ["posts.state_changed", "qa.question_reopened", "posts.created"]
    reopened = town.ask("bob", ReadPost(question.id))
    assert (reopened.state, reopened.answer, reopened.closed_at) == ("open", None, None)
    assert town.ask("bob", ReadThread(question.id)).items[-1].body == "It came back."
    with town.refused("qa.not_settled", Conflict):
        town.do("ada", ReopenQuestion(question.id))


def test_a_second_answer_is_not_accepted(town: Any) -> None:
    question = town.question()
    first, second = town.answer(question.id), town.answer(question.id, by="cid")
    town.do("ada", AcceptAnswer(question.id, first.id))
    with town.refused("qa.already_solved", Conflict):
        town.do("stew", AcceptAnswer(question.id, second.id))
    assert town.ask("bob", ReadPost(question.id)).answer == first.id


def test_only_an_answer_to_this_question_is_accepted(sqlite_town: Any) -> None:
    town = sqlite_town
    question, other = town.question(), town.question("Another one")
    answer, comment = town.answer(question.id), town.answer(question.id, kind="comment")
    below = town.do("bob", CreateReply(answer.id, "And then?"))
    for wrong in (comment.id, below.id, question.id, town.answer(other.id).id):
        with pytest.raises(Invalid):
            town.do("ada", AcceptAnswer(question.id, wrong))
    with pytest.raises(Invalid):
        town.do("stew", AcceptAnswer(answer.id, below.id))
    news = town.do("stew", CreateThread(kind="note", title="Release", body="A new release is out."))
    with pytest.raises(Invalid):
        town.do("stew", AcceptAnswer(news.id, answer.id))
    with pytest.raises(NotFound):
        town.do("ada", AcceptAnswer(question.id, town.kit._composition.ids.new(town.clock.now)))


def test_removed_posts_are_not_accepted(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer = town.answer(question.id)
    town.do("bob", RemovePost(answer.id))
    with pytest.raises(NotFound):
        town.do("ada", AcceptAnswer(question.id, answer.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", AcceptAnswer(question.id, answer.id))
    other = town.answer(question.id)
    town.do("ada", RemovePost(question.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", AcceptAnswer(question.id, other.id))


def test_removing_the_accepted_answer_opens_the_question_again(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert "qa.question_reopened" in town.emitted("bob", RemovePost(answer.id))
    reopened = town.ask("ada", ReadPost(question.id))
    assert (reopened.state, reopened.answer) == ("open", None)
    assert town.unanswered() == [question.id]
    town.do("stew", RestorePost(answer.id))
    assert town.ask("ada", ReadPost(question.id)).answer is None  # accepted anew, or not at all


def test_removing_another_answer_leaves_it_solved(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer, other = town.answer(question.id), town.answer(question.id, by="cid")
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("cid", RemovePost(other.id))
    assert town.ask("ada", ReadPost(question.id)).state == "solved"


def test_a_question_without_answer_is_not_closed_silently(town: Any) -> None:
    question = town.question()
    town.answer(question.id, kind="comment")  # a comment is no answer
    for actor in ("ada", "tia", "stew", SYSTEM):
        with town.refused("qa.close_with_reason", Denied):
            town.do(actor, UpdatePostState(question.id, "closed"))
    for blank in ("", " \n"):
        with pytest.raises(Invalid):
            town.do("ada", CloseQuestion(question.id, blank))

    facts = town.emitted("ada", CloseQuestion(question.id, "I found it in the manual."))
    assert facts == ["posts.state_changed", "posts.created", "qa.question_closed"]
    assert town.ask("bob", ReadPost(question.id)).state == "closed"
    comment = town.ask("bob", ReadThread(question.id)).items[-1]
    assert (comment.kind, comment.body) == ("comment", "I found it in the manual.")
    with town.refused("qa.already_settled", Conflict):
        town.do("ada", CloseQuestion(question.id, "Again."))


def test_an_answered_question_closes_as_its_states_allow(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    town.answer(question.id)
    assert town.do("ada", UpdatePostState(question.id, "closed")).state == "closed"
    assert town.do("ada", UpdatePostState(question.id, "open")).state == "open"
    with town.refused("posts.invalid_transition", Conflict):
        town.do("stew", UpdatePostState(question.id, "solved"))  # only by accepting


def test_a_question_waits_for_information_until_its_asker_replies(town: Any) -> None:
    question = town.question()
    with pytest.raises(Denied):
        town.do("ada", RequestInformation(question.id, "Which version?"))
    assert town.do("tia", RequestInformation(question.id, "Which version?")).state == "waiting"
    assert town.unanswered() == []
    town.answer(question.id, by="bob", kind="comment")
    assert town.ask("bob", ReadPost(question.id)).state == "waiting"
    town.do("ada", CreateReply(question.id, "It is 3.13.", kind="comment"))
    assert town.ask("bob", ReadPost(question.id)).state == "open"
    assert town.unanswered() == [question.id]


def test_closing_while_waiting_keeps_it_closed(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    town.do("tia", RequestInformation(question.id, "Which version?"))
    town.do("tia", RequestInformation(question.id, "And which system?"))
    town.do("ada", CloseQuestion(question.id, "Never mind."))
    assert town.ask("bob", ReadPost(question.id)).state == "closed"


@pytest.mark.parametrize(
    ("title", "body", "short"),
    [
        ("Help", "It worked yesterday.", ["title"]),
        ("Build fails", "?!", ["body"]),
        ("H e l p", "?!", ["title", "body"]),
    ],
)
def test_a_question_has_a_minimal_length(sqlite_town: Any, title: str, body: str, short: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        sqlite_town.do("ada", CreateThread(kind="question", title=title, body=body))
    assert (refused.value.code, refused.value.plugin) == ("qa.too_short", "qa")
    assert [(error.path, error.code) for error in refused.value.errors] == [
        (path, "too_short") for path in short
    ]
    sqlite_town.do("stew", CreateThread(kind="note", title=title, body=body))  # asks nothing


@pytest.mark.parametrize("answers", [1, 12])
def test_accepting_costs_the_same_however_many_answers_there_are(town: Any, answers: int) -> None:
    question = town.question()
    for _ in range(answers):
        answer = town.answer(question.id)
    with town.counted() as seen:
        town.do("ada", AcceptAnswer(question.id, answer.id))
    # scope, two for ended conversations, question, answer, hold the answer, accept,
    # the version that it is for, two facts, audit
    assert len(seen) == 10, seen
