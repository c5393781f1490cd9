"""Duplicates: proposed, agreed to, sent on to the root, taken back; nothing is told of what a reader may not see."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.posts import CreateThread, ReadPost, ReadThread, RemovePost, RestorePost, ViewThread
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import (
    AcceptAnswer,
    ConfirmDuplicate,
    DuplicateState,
    ListDuplicateMarks,
    ListDuplicates,
    ListProposedDuplicates,
    MarkDuplicate,
    Redirect,
    RejectDuplicate,
    ReopenQuestion,
)

MAY_SETTLE = {"ada": True, "tia": True, "stew": True, "owner": True, "cid": False, "bob": False, None: False}
"""ada asked; tia is a tutor, who settles questions; bob proposed it."""


def proposed(town: Any, by: Any = "bob") -> tuple[Any, Any]:
    """A question that is said to be a duplicate of an older one."""
    older, question = town.question("Wheel fails"), town.question("Wheel is broken")
    town.do(by, MarkDuplicate(question.id, older.id))
    return question, older


@pytest.mark.parametrize("actor", MAY_SETTLE, ids=str)
def test_the_asker_and_who_settles_questions_agree_and_nobody_else(town: Any, actor: str | None) -> None:
    question, older = proposed(town)
    if not MAY_SETTLE[actor]:
        for command in (ConfirmDuplicate(question.id, older.id), RejectDuplicate(question.id, older.id)):
            with pytest.raises(Denied):
                town.do(actor, command)
        assert town.redirects(question.id) == {}
        return
    facts = town.emitted(actor, ConfirmDuplicate(question.id, older.id))
    assert facts == ["posts.state_changed", "qa.duplicate_confirmed"]
    assert town.ask("bob", ReadPost(question.id)).state == "closed"
    assert town.redirects(question.id) == {question.id: older.id}
    assert town.emitted(actor, ConfirmDuplicate(question.id, older.id)) == []  # twice changes nothing


def test_a_proposal_closes_nothing_and_is_told(town: Any) -> None:
    question, older = proposed(town)
    assert town.ask("bob", ReadPost(question.id)).state == "open"
    (mark,) = town.ask(None, ListProposedDuplicates()).items
    assert (mark.question, mark.of, mark.root, mark.state) == (question.id, older.id, older.id, "proposed")
    assert town.emitted("cid", MarkDuplicate(question.id, older.id)) == []  # it is proposed already
    assert town.ask("cid", ListDuplicateMarks(question.id)).items == (mark,)
    assert town.marks(question.id) == {"qa.duplicate_proposed"}


def test_readers_are_told_where_to_go(town: Any) -> None:
    question, older = proposed(town)
    answer = town.answer(older.id)
    town.do("ada", AcceptAnswer(older.id, answer.id))
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    (found,) = town.read_redirects(question.id, older.id)
    now = town.clock.now
    assert found == Redirect(question.id, older.id, "Wheel fails", "solved", answer.id, 1, now)
    assert (town.marks(question.id), town.marks(older.id)) == ({"qa.duplicate"}, set())
    assert [mark.question for mark in town.ask("bob", ListDuplicates(older.id)).items] == [question.id]
    assert town.ask("bob", ListProposedDuplicates()).items == ()


def test_its_answers_stay_readable_and_a_solved_one_stays_solved(town: Any) -> None:
    question, older = proposed(town)
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    after = town.ask("bob", ReadPost(question.id))
    assert (after.state, after.answer) == ("solved", answer.id)
    assert [post.id for post in town.ask("bob", ReadThread(question.id)).items] == [question.id, answer.id]
    assert town.redirects(question.id) == {question.id: older.id}


def test_who_disagrees_ends_a_proposal_and_only_who_settles_brings_it_back(town: Any) -> None:
    question, older = proposed(town)
    assert town.emitted("ada", RejectDuplicate(question.id, older.id)) == ["qa.duplicate_rejected"]
    assert town.ask("bob", ListProposedDuplicates()).items == ()
    with pytest.raises(NotFound):
        town.do("ada", ConfirmDuplicate(question.id, older.id))
    for actor in ("bob", "ada"):
        with town.refused("qa.duplicate_rejected", Conflict):
            town.do(actor, MarkDuplicate(question.id, older.id))
    assert town.do("tia", MarkDuplicate(question.id, older.id)).state is DuplicateState.PROPOSED


def test_opening_the_question_takes_it_back(town: Any) -> None:
    question, older = proposed(town)
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    facts = town.emitted("ada", ReopenQuestion(question.id, "It is another wheel."))
    assert "qa.duplicate_reversed" in facts
    assert (town.redirects(question.id), town.marks(question.id)) == ({}, set())
    assert town.ask("bob", ReadPost(question.id)).state == "open"
    town.do("bob", MarkDuplicate(question.id, older.id))
    town.do("tia", ConfirmDuplicate(question.id, older.id))
    assert town.redirects(question.id) == {question.id: older.id}


def test_chains_lead_to_the_root_however_they_are_made(town: Any) -> None:
    first, second, third, fourth = (town.question(f"Wheel number {number}") for number in range(4))
    town.duplicate(second, first)
    town.duplicate(fourth, third)
    town.duplicate(third, second)  # in the middle of what is there
    expected = dict.fromkeys((second.id, third.id, fourth.id), first.id)
    assert town.redirects(second.id, third.id, fourth.id, first.id) == expected
    town.do("ada", ReopenQuestion(third.id))
    assert town.redirects(second.id, third.id, fourth.id) == {second.id: first.id, fourth.id: third.id}


def test_what_leads_to_the_question_itself_is_refused(town: Any) -> None:
    first, second, third = (town.question(f"Wheel number {number}") for number in range(3))
    with pytest.raises(Invalid):
        town.do("bob", MarkDuplicate(first.id, first.id))
    town.do("bob", MarkDuplicate(first.id, third.id))  # before there is a chain
    town.duplicate(second, first)
    town.duplicate(third, second)
    with town.refused("qa.duplicate_circle", Conflict):
        town.do("ada", ConfirmDuplicate(first.id, third.id))
    with town.refused("qa.duplicate_circle", Conflict):
        town.do("bob", MarkDuplicate(first.id, second.id))
    assert town.ask("bob", ReadPost(first.id)).state == "open"


def test_a_duplicate_is_marked_once(sqlite_town: Any) -> None:
    town = sqlite_town
    question, older = proposed(town)
    other = town.question("Another wheel")
    town.do("bob", MarkDuplicate(question.id, other.id))
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    with town.refused("qa.already_duplicate", Conflict):
        town.do("stew", ConfirmDuplicate(question.id, other.id))
    with town.refused("qa.already_duplicate", Conflict):
        town.do("stew", RejectDuplicate(question.id, older.id))
    with town.refused("qa.already_duplicate", Conflict):
        town.do("bob", MarkDuplicate(question.id, town.question("A third wheel").id))


def test_only_questions_are_duplicates_and_only_of_questions(sqlite_town: Any) -> None:
    town = sqlite_town
    question, other = town.question(), town.question("Another one")
    answer = town.answer(other.id)
    note = town.do("stew", CreateThread(kind="note", title="A note", body="It asks nothing."))
    for one, two in ((question, answer), (question, note), (answer, question), (note, question)):
        with pytest.raises(Invalid):
            town.do("bob", MarkDuplicate(one.id, two.id))
    town.do("stew", RemovePost(other.id))
    with pytest.raises(NotFound):
        town.do("bob", MarkDuplicate(question.id, other.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", MarkDuplicate(question.id, other.id))
    with pytest.raises(Denied):
        town.do(None, MarkDuplicate(question.id, town.question("A third one").id))


def test_proposals_about_one_question_are_bounded(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    for number in range(10):
        town.do("bob", MarkDuplicate(question.id, town.question(f"Wheel number {number}").id))
    other = town.question("One more wheel")
    with town.refused("qa.too_many_proposals", Conflict):
        town.do("cid", MarkDuplicate(question.id, other.id))


def test_the_asker_is_told(town: Any) -> None:
    question, older = proposed(town)
    assert town.inbox("ada") == [("qa.duplicate_proposed", question.id)]
    town.do("tia", ConfirmDuplicate(question.id, older.id))
    assert town.inbox("ada")[0] == ("qa.duplicate_confirmed", question.id)
    assert town.inbox("bob") == town.inbox("tia") == []


def test_links_whose_ends_a_reader_may_not_see_are_not_told(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    hidden, open_, also = town.do("stew", inside), town.question(), town.question("Also open")
    with pytest.raises(NotFound):
        town.do("bob", MarkDuplicate(open_.id, hidden.id))
    town.duplicate(open_, hidden, by="stew")
    town.do("stew", MarkDuplicate(also.id, hidden.id))
    assert town.redirects(open_.id, by="stew") == {open_.id: hidden.id}  # the control
    for reader in ("ada", "sten", None):
        assert town.redirects(open_.id, by=reader) == {}
        assert town.marks(open_.id, by=reader) == town.marks(also.id, by=reader) == set()
        assert town.ask(reader, ListDuplicateMarks(open_.id)).items == ()
        assert town.ask(reader, ListProposedDuplicates()).items == ()
        with pytest.raises(NotFound):
            town.ask(reader, ListDuplicates(hidden.id))
    with pytest.raises(NotFound):
        town.do("ada", ConfirmDuplicate(also.id, hidden.id))
    town.do("bob", MarkDuplicate(also.id, open_.id))  # of what leads to the hidden one
    with pytest.raises(NotFound):
        town.do("ada", ConfirmDuplicate(also.id, open_.id))


def test_a_removed_root_sends_nobody_anywhere(sqlite_town: Any) -> None:
    town = sqlite_town
    question, older = proposed(town)
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    town.do("stew", RemovePost(older.id))
    assert (town.redirects(question.id), town.marks(question.id)) == ({}, set())
    town.do("stew", RestorePost(older.id))
    assert town.redirects(question.id) == {question.id: older.id}


def test_who_proposed_it_may_be_erased(sqlite_town: Any) -> None:
    town = sqlite_town
    question, older = proposed(town)
    with town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    assert town.redirects(question.id) == {question.id: older.id}


def test_the_page_offers_what_can_be_done(sqlite_town: Any) -> None:
    town = sqlite_town
    question, older = proposed(town)

    def offered(actor: str) -> set[str]:
        may = town.ask(actor, ViewThread(question.id, rendered=False)).thread.may
        return {name for name in may if "duplicate" in name}

    mark, confirm, reject = "qa.mark_duplicate", "qa.confirm_duplicate", "qa.reject_duplicate"
    assert offered("bob") == {mark}
    assert offered("ada") == offered("tia") == {mark, confirm, reject}
    town.do("ada", ConfirmDuplicate(question.id, older.id))
    assert (offered("ada"), offered("stew")) == (set(), {"qa.merge_duplicate"})


@pytest.mark.parametrize("questions", [1, 12])
def test_pages_cost_the_same_however_many_duplicates_there_are(town: Any, questions: int) -> None:
    older = town.question()
    asked = [town.question(f"Wheel number {number}") for number in range(questions)]
    for question in asked:
        town.duplicate(question, older)
    ids = tuple(question.id for question in asked)
    with town.counted() as seen:
        assert len(town.read_redirects(*ids)) == questions
    assert len(seen) == 2, seen  # scope, redirects
    with town.counted() as seen:
        assert len(town.ask("bob", ListDuplicates(older.id)).items) == questions
    assert len(seen) == 3, seen  # scope, root, page


def test_pages_are_whole_and_in_order(sqlite_town: Any) -> None:
    town = sqlite_town
    older = town.question()
    asked = [town.question(f"Wheel number {number}") for number in range(7)]
    for question in asked:
        town.duplicate(question, older)
    found, after = [], None
    while True:
        page = town.ask("bob", ListDuplicates(older.id, limit=3, after=after))
        found += [mark.question for mark in page.items]
        after = page.next
        if after is None:
            break
    assert found == [question.id for question in asked]


def test_the_host_may_mark_and_confirm(sqlite_town: Any) -> None:
    question, older = proposed(sqlite_town, by=SYSTEM)
    mark = sqlite_town.do(SYSTEM, ConfirmDuplicate(question.id, older.id))
    assert (mark.proposed_by, mark.settled_by) == (None, None)
