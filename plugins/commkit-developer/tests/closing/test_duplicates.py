"""Closing as a duplicate: one truth about it, whoever closes, and none once it is opened again."""

from typing import Any

import pytest
from attrs import evolve

from commkit import Conflict, NotFound
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import CreateThread, PostId, ReadPost, RemovePost, RestorePost
from commkit_developer import ReadClosing, VoteToClose, VoteToReopen
from commkit_qa import (
    ConfirmDuplicate,
    DuplicateState,
    ListDuplicateMarks,
    MarkDuplicate,
    ReadRedirects,
    RejectDuplicate,
)

DUPLICATE = "developer.duplicate"
VOTERS = ("bob", "cid", "dan")


@pytest.fixture
def voted(town: Any) -> Any:
    """bob, cid and dan have earned it: together they close a question."""
    town.privilege(*VOTERS)
    return town


def close(town: Any, question: PostId, original: PostId, *actors: str) -> None:
    for actor in actors or VOTERS:
        town.do(actor, VoteToClose(question, DUPLICATE, original=original))


def root(town: Any, question: PostId, actor: str = "eve") -> PostId | None:
    found = town.ask(actor, ReadRedirects((question,)))
    return found[0].to if found else None


def states(town: Any, question: PostId) -> list[DuplicateState]:
    return [mark.state for mark in town.ask("stew", ListDuplicateMarks(question)).items]


@pytest.mark.parametrize("actors", [VOTERS, ("stew",), ("max",)], ids=str)
def test_readers_are_sent_on_whoever_closed_it(voted: Any, actors: tuple[str, ...]) -> None:
    town = voted
    original, question = town.question().id, town.question("Build fails, too").id
    close(town, question, original, *actors)
    assert town.ask("eve", ReadPost(question)).state == "closed"
    town.kit.worker().drain()
    assert root(town, question) == original
    status = town.ask("eve", ReadClosing(question))
    assert (status.closure.original, status.redirect.to) == (original, original)
    assert states(town, question) == [DuplicateState.CONFIRMED]
    report = town.kit.worker().drain()
    assert (report.failed, report.parked) == (0, 0)


def test_what_somebody_proposed_is_confirmed_and_opening_takes_it_back(voted: Any) -> None:
    town = voted
    original, question = town.question().id, town.question("Build fails, too").id
    town.do("eve", MarkDuplicate(question, original))
    close(town, question, original)
    town.kit.worker().drain()
    (mark,) = town.ask("stew", ListDuplicateMarks(question)).items
    assert (mark.state, mark.proposed_by) == (DuplicateState.CONFIRMED, town.member("eve"))
    for actor in VOTERS:
        town.do(actor, VoteToReopen(question))
    assert (root(town, question), states(town, question)) == (None, [DuplicateState.REVERSED])


def test_a_chain_leads_to_its_end(voted: Any) -> None:
    town = voted
    first, second, third = (town.question(f"Question {number}").id for number in range(3))
    close(town, third, second)
    close(town, second, first)
    town.kit.worker().drain()
    assert (root(town, second), root(town, third)) == (first, first)
    assert town.ask("eve", ReadClosing(third)).redirect.to == first


@pytest.mark.parametrize("actors", [VOTERS, ("stew",)], ids=str)
def test_a_duplicate_of_a_duplicate_of_itself_is_refused(voted: Any, actors: tuple[str, ...]) -> None:
    town = voted
    first, second = town.question().id, town.question("Build fails, too").id
    close(town, second, first)
    town.kit.worker().drain()
    with town.refused("developer.duplicate_circle", Conflict):
        close(town, first, second, *actors)
    assert town.ask("eve", ReadPost(first)).state == "open"
    with pytest.raises(Exception, match="another question"):
        close(town, first, first, *actors)


def test_a_circle_that_votes_made_before_the_worker_came_leaves_one_of_them(voted: Any) -> None:
    town = voted
    first, second = town.question().id, town.question("Build fails, too").id
    close(town, second, first)
    close(town, first, second)
    report = town.kit.worker().drain()
    assert (report.failed, report.parked) == (0, 0)
    assert sorted(filter(None, (root(town, first), root(town, second)))) == [first]


def test_what_is_opened_again_first_is_no_duplicate(voted: Any) -> None:
    town = voted
    original, question = town.question().id, town.question("Build fails, too").id
    close(town, question, original)
    town.do("stew", VoteToReopen(question))
    town.kit.worker().drain()
    assert (root(town, question), town.ask("eve", ReadPost(question)).state) == (None, "open")
    assert states(town, question) == []


def test_an_original_that_was_removed_meanwhile_leads_nobody_on(voted: Any) -> None:
    town = voted
    original, question = town.question().id, town.question("Build fails, too").id
    close(town, question, original)
    town.do("stew", RemovePost(original, "Spam."))
    report = town.kit.worker().drain()
    assert (report.failed, report.parked, root(town, question)) == (0, 0, None)
    town.do("stew", RestorePost(original))
    assert town.ask("eve", ReadClosing(question)).redirect is None


def test_who_does_not_see_the_original_is_not_told_of_it(voted: Any) -> None:
    town = voted
    group = town.do("stew", CreateGroup("desk", "Desk"))
    for member in ("ada", "bob", "stew"):
        if member != "stew":
            town.do("stew", AddGroupMember(group.id, town.member(member)))
    text = {"title": "Build fails", "body": "It worked yesterday, what now?"}
    original = town.do("ada", CreateThread(kind="question", **text, audience=group.id)).id
    question = town.question("Build fails, too").id
    with pytest.raises(NotFound):
        close(town, question, original, "cid")
    close(town, question, original, "stew")
    for actor, sees in (("bob", True), ("cid", False)):
        status = town.ask(actor, ReadClosing(question))
        assert (status.closure.original == original, status.redirect is not None) == (sees, sees)


def test_the_asker_who_disagreed_does_not_stop_the_votes_of_all(voted: Any) -> None:
    town = voted
    original, question = town.question(by="eve").id, town.question("Build fails, too").id
    town.do("bob", MarkDuplicate(question, original))
    town.do("ada", RejectDuplicate(question, original))
    close(town, question, original)
    town.kit.worker().drain()
    assert root(town, question) == original
    with pytest.raises(Conflict):
        town.do("stew", MarkDuplicate(question, evolve(town.question()).id))
    town.do("stew", ConfirmDuplicate(question, original))  # again changes nothing
