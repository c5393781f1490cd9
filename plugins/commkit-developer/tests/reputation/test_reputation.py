"""What developers earn points and badges for, what takes them back, and bounties paid with them."""

from contextlib import closing
from datetime import timedelta
from typing import Any

from commkit import Conflict, Kit
from commkit.posts import AddReaction, RemovePost
from commkit_developer import (
    BADGES,
    EVIDENCE,
    PRIVILEGES,
    Developer,
    OfferBounty,
    ReadPointsBalance,
)
from commkit_qa import AcceptAnswer, ConfirmAnswer, ReopenQuestion, WithdrawConfirmation
from commkit_reputation import ListAwards, ReadReputation


def points(town: Any, member: str) -> int:
    town.kit.worker().drain()
    found: int = town.ask(None, ReadReputation(town.member(member))).points
    return found


def badges(town: Any, member: str) -> list[str]:
    town.kit.worker().drain()
    return [award.badge for award in town.ask(None, ListAwards(town.member(member))).items]


def test_votes_both_ways(town: Any) -> None:
    question = town.question(by="ada")
    town.do("stew", AddReaction(question.id, "up"))
    assert points(town, "ada") == 10
    town.do("stew", AddReaction(question.id, "down"))  # it takes the place of the other
    assert (points(town, "ada"), points(town, "stew")) == (0, 0), "-2 and -1, shown as no less than the floor"


def test_an_accepted_answer_while_it_is_accepted(town: Any) -> None:
    question = town.question(by="ada")
    answer = town.answer(question.id, by="bob")
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert points(town, "bob") == 15
    assert badges(town, "bob") == ["developer.solver"]
    town.do("ada", ReopenQuestion(question.id))
    assert points(town, "bob") == 0
    assert badges(town, "bob") == ["developer.solver"], "what was awarded once is kept"


def test_who_is_helped_says_so_and_takes_it_back(town: Any) -> None:
    question = town.question(by="ada")
    answer = town.answer(question.id, by="bob")
    for member in ("ada", "cid"):
        town.do(member, ConfirmAnswer(answer.id))
    assert points(town, "bob") == 4
    town.do("cid", WithdrawConfirmation(answer.id))
    assert points(town, "bob") == 2
    town.do("stew", RemovePost(answer.id, "Spam."))
    assert points(town, "bob") == 0


def test_bounties_are_paid_with_reputation(town: Any) -> None:
    question = town.question(by="ada")
    town.clock.advance(timedelta(days=2))
    with town.refused("developer.not_enough_points", Conflict):
        town.do("ada", OfferBounty(question.id, 50))
    for voter in ("bob", "cid", "dan", "eve", "stew"):
        town.do(voter, AddReaction(question.id, "up"))
    assert points(town, "ada") == 50
    town.do("ada", OfferBounty(question.id, 50))
    assert town.ask("ada", ReadPointsBalance()).available == 0


def test_what_the_type_declares_is_what_is_collected() -> None:
    with closing(Kit("sqlite://", plugins=[Developer()])) as kit:
        declared = kit.registry.types["developer"].declares
        assert all(each in declared for each in (*EVIDENCE, *PRIVILEGES, *BADGES))
