"""Guests: they are named, told of it, answer, and are guests no more when they leave."""

from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, MemberId, NotFound
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.members import BlockLevel, BlockMember, LeaveCommunity
from commkit.privacy import ErasePerson
from commkit_ama import AnswerAsGuest, EndQuestionHour, GuestsSet, ReadQuestionHour, SetGuests
from tests.audiences import add_space


def guests(town: Any, hour: Any) -> tuple[MemberId, ...]:
    return town.ask(None, ReadQuestionHour(hour.id)).guests


def test_guests_are_named_in_an_order_and_told_once(town: Any, hour: Any) -> None:
    bob, cid = town.member("bob"), town.member("cid")
    assert town.do("hal", SetGuests(hour.id, (cid, bob, cid))).guests == (cid, bob)
    assert town.inbox("bob") == [("ama.guest_named", hour.id)]
    assert town.do("hal", SetGuests(hour.id, (bob, cid))).guests == (bob, cid)
    assert town.inbox("bob") == [("ama.guest_named", hour.id)]
    assert "ama.guests_set" not in town.emitted("hal", SetGuests(hour.id, (bob, cid)))
    with town.kit.session("hal", "salon") as session:
        session.do(SetGuests(hour.id, (bob,)))
        (fact,) = (each for each in session.facts if isinstance(each, GuestsSet))
    assert (fact.added, fact.removed) == ((), (cid,))
    assert guests(town, hour) == (bob,)


def test_who_is_named_no_more_answers_no_more_and_keeps_what_they_said(town: Any, hour: Any) -> None:
    question = town.asked(hour)
    town.do("hal", SetGuests(hour.id, (town.member("bob"),)))
    town.do("bob", AnswerAsGuest(question.id, "Nine metres."))
    town.do("hal", SetGuests(hour.id, ()))
    with town.refused("ama.not_a_guest", Denied):
        town.do("bob", AnswerAsGuest(question.id, "Ten."))
    assert town.ask(None, ReadQuestionHour(hour.id)).answered == 1


def test_only_members_who_see_the_thread_are_named(town: Any, hour: Any) -> None:
    with pytest.raises(NotFound):
        town.do("hal", SetGuests(hour.id, (MemberId(uuid4()),)))
    with pytest.raises(Denied):
        town.do("ada", SetGuests(hour.id, (town.member("ada"),)))
    with town.refused("runtime.invalid", Invalid):
        town.do("hal", SetGuests(hour.id, tuple(MemberId(uuid4()) for _ in range(21))))
    with town.refused("runtime.invalid", Invalid):
        town.do("hal", SetGuests(town.asked(hour).id, ()))
    den = add_space(town.kit, "den", ("ada", "hal"), walled=False, town="salon")
    inside = town.hour(space=den)
    with town.refused("ama.guest_outside", Conflict):
        town.do("hal", SetGuests(inside.id, (town.member("bob"),)))
    town.do("hal", SetGuests(inside.id, (town.member("ada"),)))
    with pytest.raises(NotFound):
        town.ask("bob", ReadQuestionHour(inside.id))
    town.do("bob", BlockMember(town.member("hal"), BlockLevel.BLOCK))
    with pytest.raises(Denied):
        town.do("hal", SetGuests(hour.id, (town.member("bob"),)))
    town.do("hal", EndQuestionHour(hour.id))
    with town.refused("ama.ended_already", Conflict):
        town.do("hal", SetGuests(hour.id, (town.member("cid"),)))


@pytest.mark.parametrize("erased", [False, True])
def test_who_leaves_is_a_guest_no_more(town: Any, hour: Any, erased: bool) -> None:
    town.do("hal", SetGuests(hour.id, (town.member("bob"), town.member("cid"))))
    if erased:
        town.do(SYSTEM, ErasePerson("bob"))
    else:
        town.do("bob", LeaveCommunity())
    town.kit.worker().drain()
    assert guests(town, hour) == (town.member("cid"),)


def test_it_is_explained_who_answers(sqlite_town: Any) -> None:
    town = sqlite_town
    hour = town.hour()
    question = town.asked(hour)

    def steps() -> dict[str, Any]:
        trace = town.ask(
            "bob",
            ExplainDecision(
                member=town.member("bob"), action="ama.answer", object=question.id, record="Post"
            ),
        )
        return {step.rule: step.outcome for step in trace.steps}

    assert steps()["a guest of the hour"] is RuleOutcome.NO
    town.do("hal", SetGuests(hour.id, (town.member("bob"),)))
    assert steps()["a guest of the hour"] is RuleOutcome.YES
    assert steps()["the hour goes on"] is RuleOutcome.YES
    town.do("hal", EndQuestionHour(hour.id))
    assert steps()["the hour goes on"] is RuleOutcome.NO
