"""Confirmations: one each, by others than the author, withdrawn at will, counted as the reader sees them."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.members import AddAgent
from commkit.posts import CreateThread, RemovePost, ViewThread
from commkit.privacy import ErasePerson, ExportPerson
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import (
    AnswerConfirmations,
    ConfirmAnswer,
    CountConfirmations,
    ListConfirmations,
    WithdrawConfirmation,
)


def count(town: Any, *answers: Any, by: Any = "bob") -> dict[Any, AnswerConfirmations]:
    return {found.answer: found for found in town.ask(by, CountConfirmations(answers))}


def test_askers_and_others_confirm_once_each(town: Any) -> None:
    question = town.question()
    answer, other = town.answer(question.id), town.answer(question.id, by="cid")
    assert town.emitted("ada", ConfirmAnswer(answer.id)) == ["qa.answer_confirmed"]
    assert town.emitted("ada", ConfirmAnswer(answer.id)) == []
    town.do("cid", ConfirmAnswer(answer.id, version="3.13.1"))
    expected = AnswerConfirmations(answer.id, 2, True, town.clock.now)
    assert count(town, answer.id, other.id) == {answer.id: expected}
    said = {found.member: found.version for found in town.ask(None, ListConfirmations(answer.id)).items}
    assert sorted(said.values(), key=str) == ["3.13.1", None]
    assert town.inbox("bob") == [("qa.answer_confirmed", answer.id)] * len(town.inbox("bob"))
    assert town.inbox("bob")


def test_who_confirms_again_gives_another_version(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.do("cid", ConfirmAnswer(answer.id, version="3.12"))
    assert town.do("cid", ConfirmAnswer(answer.id)).version == "3.12"
    assert town.do("cid", ConfirmAnswer(answer.id, version="3.13")).version == "3.13"
    assert count(town, answer.id)[answer.id].count == 1


def test_it_is_taken_back(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.do("ada", ConfirmAnswer(answer.id))
    assert town.emitted("ada", WithdrawConfirmation(answer.id)) == ["qa.confirmation_withdrawn"]
    assert town.emitted("ada", WithdrawConfirmation(answer.id)) == []
    assert count(town, answer.id) == {}


def test_what_cannot_be_confirmed(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer, comment = town.answer(question.id), town.answer(question.id, kind="comment")
    with town.refused("qa.own_answer", Conflict):
        town.do("bob", ConfirmAnswer(answer.id))
    for wrong in (question.id, comment.id):
        with pytest.raises(Invalid):
            town.do("cid", ConfirmAnswer(wrong))
    with pytest.raises(Invalid):
        town.do("cid", ConfirmAnswer(answer.id, version="the new one"))
    with pytest.raises(Denied):
        town.do(None, ConfirmAnswer(answer.id))
    town.do("bob", RemovePost(answer.id))
    with pytest.raises(NotFound):
        town.do("cid", ConfirmAnswer(answer.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", ConfirmAnswer(answer.id))
    assert count(town, answer.id) == {}


def test_an_agent_confirms_only_by_a_scope_that_names_it(sqlite_town: Any) -> None:
    town = sqlite_town
    answer = town.answer(town.question().id)
    general = town.do(SYSTEM, AddAgent(name="General", scopes=("qa.", "posts.")))
    with pytest.raises(Denied):
        town.do(general.key, ConfirmAnswer(answer.id))


def test_views_mark_and_offer_it(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)

    def shown(by: Any) -> Any:
        return next(
            item
            for item in town.ask(by, ViewThread(question.id, rendered=False)).items
            if item.post.id == answer.id
        )

    def offered(by: Any) -> set[str]:
        return {name for name in shown(by).may if "confirm" in name and "duplicate" not in name}

    assert (offered("ada"), offered("bob")) == ({"qa.confirm_answer"}, set())
    town.do("cid", ConfirmAnswer(answer.id))
    assert shown("bob").marks == {"qa.confirmed"}
    assert (offered("cid"), offered("ada")) == ({"qa.withdraw_confirmation"}, {"qa.confirm_answer"})
    town.do("ada", ConfirmAnswer(answer.id))
    assert shown("bob").marks == {"qa.confirmed", "qa.confirmed_by_asker"}


def test_what_stands_behind_a_wall_is_not_counted(sqlite_town: Any) -> None:
    town = sqlite_town
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    answer = town.answer(town.do("stew", inside).id, by=SYSTEM)
    town.do("stew", ConfirmAnswer(answer.id))
    assert answer.id in count(town, answer.id, by="stew")  # the control
    for reader in ("bob", "sten", None):
        assert count(town, answer.id, by=reader) == {}
        with pytest.raises(NotFound):
            town.ask(reader, ListConfirmations(answer.id))


def test_it_is_exported_and_outlives_an_erasure_without_a_name(sqlite_town: Any) -> None:
    town = sqlite_town
    answer = town.answer(town.question().id)
    town.do("cid", ConfirmAnswer(answer.id))
    with town.kit.session("cid") as lobby:
        assert "commkit_qa_confirmation" in str(lobby.ask(ExportPerson()))
        lobby.do(ErasePerson())
    assert count(town, answer.id)[answer.id].count == 1


def test_at_once_everybody_counts_once(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.at_once(
        *(lambda by=by: town.do(by, ConfirmAnswer(answer.id)) for by in ("ada", "ada", "cid", "stew"))
    )
    assert count(town, answer.id)[answer.id].count == 3
