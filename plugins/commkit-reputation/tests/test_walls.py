"""What stands for an audience, or behind a wall, earns nothing: numbers that all see must not tell of it."""

from typing import Any

import pytest

from commkit import NotFound
from commkit.members import AddGroupMember, CreateGroup, group
from commkit.posts import CreateReply, CreateThread, MoveThread, ReadThread, post
from commkit_reputation import ListAwards, ListEvidence, ReadLeaderboard, ReadReputation
from tests.audience_town import set_columns
from tests.audiences import add_space


def numbers(town: Any) -> list[Any]:
    """All that others learn of bob and ada, as the steward reads it, and as a member does."""
    town.work()
    found: list[Any] = []
    for reader in ("stew", "dan"):
        for key in ("bob", "ada"):
            found += [
                town.ask(reader, ReadReputation(town.id(key))),
                town.ask(reader, ListAwards(town.id(key))),
            ]
        found.append(town.ask(reader, ReadLeaderboard()))
    found.append(town.ask("stew", ListEvidence(town.id("bob"))))
    return found


@pytest.mark.parametrize("walled", [False, True])
def test_what_few_may_see_changes_no_number(town: Any, *, walled: bool) -> None:
    space = add_space(town.kit, "den", ("ada", "bob", "cid"), walled=walled, town="study")
    before = numbers(town)
    question = town.do(
        "ada",
        CreateThread(kind="question", title="Behind the wall", body="It worked yesterday.", space=space),
    )
    answer = town.do("bob", CreateReply(question.id, "Try it with a clean cache.", kind="answer"))
    for voter in ("ada", "cid"):
        town.vote(voter, answer.id)
    town.vote("bob", question.id)
    with pytest.raises(NotFound):
        town.ask("dan", ReadThread(question.id))
    assert numbers(town) == before


def test_a_thread_that_is_moved_out_of_sight_takes_its_points_along(town: Any) -> None:
    space = add_space(town.kit, "den", ("ada", "bob", "stew"), town="study")
    question = town.question()
    before = numbers(town)
    answer = town.answer(question.id)
    town.vote("ada", answer.id)
    after = numbers(town)
    assert after != before
    town.do("stew", MoveThread(question.id, space))
    assert town.points("bob") == 0
    assert not town.ask("stew", ListEvidence(town.id("bob"))).items
    town.do("stew", MoveThread(question.id, None))
    assert town.points("bob") == 10


def test_control_a_thread_that_all_see_changes_them(town: Any) -> None:
    before = numbers(town)
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id)
    assert numbers(town) != before


def test_evidence_about_what_the_reader_does_not_see_yet_is_not_listed(town: Any) -> None:
    """The worker has not seen yet that a thread got an audience; the list asks when it is read."""
    question = town.question()
    answer = town.answer(question.id)
    town.vote("ada", answer.id)
    town.work()
    made = town.do("stew", CreateGroup("den", title="Den"))
    set_columns(town.kit, group, made.id, walled=True)
    town.do("stew", AddGroupMember(made.id, town.id("bob")))
    set_columns(town.kit, post, question.id, audience=made.id)
    assert not town.ask("stew", ListEvidence(town.id("bob"))).items
    assert len(town.ask("bob", ListEvidence(town.id("bob"))).items) == 1
