"""Consent: nobody learns of others before all have accepted, and nobody learns who declined."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, NotFound
from commkit.members import BlockMember, UnblockMember
from commkit_matching import (
    AcceptMatch,
    DeclineMatch,
    EndMatch,
    ExplainMatch,
    ViewMatch,
    WithdrawMatchRequest,
)
from commkit_matching.jobs import CloseDueMatch


def proposed(town: Any) -> Any:
    """Ada and bob are proposed to each other; the id."""
    town.mentee("ada", wants="go, chess", contact="In the hall", why="I am lonely")
    town.mentor("bob", knows="go", contact="In the tower")
    town.round()
    return town.matches("ada")[0].match.id


def test_both_accept_and_only_then_know_each_other(town: Any) -> None:
    match = proposed(town)
    for actor, wishes in (("ada", {"knows": "go"}), ("bob", {"wants": "go, chess"})):
        (view,) = town.matches(actor)
        (partner,) = view.partners
        assert (view.match.state, partner.author, partner.wishes) == ("proposed", None, wishes)
        assert town.may(actor) == {"accept_match", "decline_match"}
    before = town.matches("bob")
    assert town.accept("ada").state == "proposed"
    assert town.matches("bob") == before
    assert town.may("ada") == {"decline_match"}
    assert town.accept("bob").state == "made"
    for actor, name, wishes in (
        ("ada", "bob", {"knows": "go", "languages": "English", "contact": "In the tower"}),
        ("bob", "ada", {"wants": "go, chess", "languages": "English", "contact": "In the hall"}),
    ):
        view = town.ask(actor, ViewMatch(match))
        (partner,) = view.partners
        assert (partner.author.name, partner.wishes) == (name, wishes)
        assert town.may(actor) == {"end_match", "give_match_outcome"}


def test_nobody_else_sees_a_match(town: Any) -> None:
    match = proposed(town)
    for actor in ("cid", "stew", "owner"):
        for message in (ViewMatch(match), ExplainMatch(match)):
            with pytest.raises(NotFound):
                town.ask(actor, message)
        for command in (AcceptMatch(match), DeclineMatch(match), EndMatch(match)):
            with pytest.raises(NotFound):
                town.do(actor, command)
        assert town.matches(actor) == []


@pytest.mark.parametrize("how", ["decline", "withdraw", "expire", "block", "blocked"])
def test_whatever_closes_a_proposal_looks_alike_to_the_other(town: Any, how: str) -> None:
    match = proposed(town)
    town.accept("ada")
    if how == "decline":
        town.do("bob", DeclineMatch(match))
    elif how == "withdraw":
        town.do("bob", WithdrawMatchRequest(town.mentor("bob").id))
    elif how == "expire":
        town.pass_time(days=8)
    else:
        one, another = ("bob", "ada") if how == "block" else ("ada", "bob")
        town.do(one, BlockMember(town.member(another)))
    (view,) = town.matches("ada")
    assert (view.match.state, view.match.answer, view.partners) == ("closed", "accepted", ())
    assert town.may("ada") == set()
    with town.refused("matching.proposal_over", Conflict):
        town.do("ada", AcceptMatch(match))


def test_a_decline_names_nobody_in_facts_notices_and_audit(town: Any) -> None:
    match = proposed(town)
    town.accept("ada")
    with town.kit.session("bob", "circle") as session:
        session.do(DeclineMatch(match))
        (fact,) = session.facts
    assert (fact.name, fact.actor) == ("matching.closed", None)
    assert town.inbox("ada")[0] == ("matching.closed", match)
    assert town.inbox("bob") == []
    with pytest.raises(NotFound):
        town.ask("bob", ViewMatch(match))


def test_who_was_proposed_is_told_and_who_is_in_a_match(town: Any) -> None:
    match = proposed(town)
    assert town.inbox("ada") == town.inbox("bob") == [("matching.proposed", match)]
    town.accept("ada")
    assert len(town.inbox("bob")) == 1
    town.accept("bob")
    assert town.inbox("ada")[0] == town.inbox("bob")[0] == ("matching.made", match)
    town.do("bob", EndMatch(match))
    assert town.inbox("ada")[0] == ("matching.ended", match)
    (view,) = town.matches("ada")
    (partner,) = view.partners
    assert (view.match.state, partner.author.name, partner.wishes) == ("ended", "bob", {})
    with town.refused("matching.not_running", Conflict):
        town.do("ada", EndMatch(match))


def test_a_proposal_expires_once_and_answers_come_too_late(town: Any) -> None:
    match = proposed(town)
    town.clock.advance(timedelta(days=7))
    with town.refused("matching.proposal_over", Conflict):
        town.accept("ada")
    town.pass_time(hours=1)
    assert [view.match.state for view in town.matches("ada")] == ["closed"]
    assert town.do(SYSTEM, CloseDueMatch(match)) is False


def test_a_limit_that_is_broken_meanwhile_makes_no_match(town: Any) -> None:
    proposed(town)
    town.accept("ada")
    town.mentor("bob", languages="Deutsch")
    assert town.accept("bob").state == "closed"
    assert [view.match.state for view in town.matches("ada")] == ["closed"]


def test_a_block_that_is_lifted_opens_the_proposal_again(town: Any) -> None:
    match = proposed(town)
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("matching.proposal_over", Conflict):
        town.do("bob", AcceptMatch(match))
    town.do("bob", UnblockMember(town.member("ada")))
    town.accept("ada")
    assert town.accept("bob").state == "made"


def test_where_the_first_side_decides_its_word_is_enough(town: Any) -> None:
    town.request("bob", "introductions", "partner", places=2, contact="In the tower")
    town.request("ada", "introductions", "seeker", contact="In the hall")
    town.round("introductions")
    assert town.inbox("bob") == []
    assert town.matches("bob")[0].match.answer == "accepted"
    assert town.accept("ada").state == "made"
    assert town.partners("bob", "made") == [["ada"]]


def test_places_are_kept_where_more_were_proposed(town: Any) -> None:
    town.request("bob", "introductions", "partner", places=2)
    for actor in ("ada", "cid", "dan", "eve"):
        town.request(actor, "introductions", "seeker")
    assert town.round("introductions").proposals == 4
    assert town.accept("ada").state == "made"
    assert town.accept("cid").state == "made"
    assert [town.matches(actor)[0].match.state for actor in ("dan", "eve")] == ["closed", "closed"]
    assert sorted(town.partners("bob", "made")) == [["ada"], ["cid"]]
    assert town.round("introductions").proposals == 0
