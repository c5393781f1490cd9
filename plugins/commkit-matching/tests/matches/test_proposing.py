"""Members propose themselves: mutual consent, and nothing that is told of who does not answer."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Invalid, NotFound
from commkit.members import BlockMember, LeaveCommunity, ViewMembers
from commkit.privacy import ErasePerson
from commkit_matching import (
    Answer,
    AskToBeMatched,
    DeclineMatch,
    EndMatch,
    ExplainMatch,
    GiveMatchOutcome,
    ListMyMatchRequests,
    MatchKind,
    ProposeMatch,
    ReadMatchingNumbers,
    Side,
    WithdrawMatchRequest,
)
from commkit_matching.tables import match, metadata, outcome, part, party


def ask(town: Any, *names: str, places: int = 1, **wishes: str) -> None:
    for name in names:
        town.do(name, AskToBeMatched("partners", "partner", places=places, wishes=wishes))


def propose(town: Any, one: str, other: str) -> Any:
    return town.do(one, ProposeMatch("partners", town.member(other), side="partner"))


def seen(town: Any, name: str) -> list[tuple[Any, ...]]:
    """What somebody sees of their matches, without ids."""
    return [
        (
            view.match.state,
            view.match.answer,
            view.match.over_at,
            view.may,
            [(each.author and each.author.name, dict(each.wishes)) for each in view.partners],
        )
        for view in town.matches(name)
    ]


def test_what_both_want_is_a_match(town: Any) -> None:
    ask(town, "ada", contact="In the hall", plays="go")
    ask(town, "bob", contact="In the tower", plays="go, chess")
    found = propose(town, "ada", "bob")
    assert (found.state, found.answer, found.proposed_by) == ("proposed", "accepted", town.member("ada"))
    assert [kind for kind, _ in town.inbox("bob")] == ["matching.proposed"]
    assert town.inbox("ada") == []
    ((state, _, _, may, partners),) = seen(town, "bob")
    assert (state, partners) == ("proposed", [("ada", {"plays": "go"})])
    assert {"matching.accept_match", "matching.decline_match"} <= may
    assert seen(town, "ada")[0][-1] == [("bob", {})], "who proposes reads nothing yet"
    assert town.ask("bob", ExplainMatch(found.id)).parts[0].score == 0.5
    assert town.ask("ada", ExplainMatch(found.id)).parts == ()
    assert town.accept("bob").state == "made"
    assert seen(town, "ada")[0][-1] == [("bob", {"contact": "In the tower", "plays": "go, chess"})]


def unreachable(town: Any, why: str) -> None:
    """Let bob be somebody whom a proposal of ada does not reach."""
    if why != "does not ask":
        ask(town, "bob", places=1)
    if why == "blocks":
        town.do("bob", BlockMember(town.member("ada")))
    if why == "full":
        town.join("kim")
        ask(town, "kim")
        propose(town, "kim", "bob")
        town.accept("bob")
    if why == "withdrew":
        for asked in town.ask("bob", ListMyMatchRequests()):
            town.do("bob", WithdrawMatchRequest(asked.request.id))


@pytest.mark.parametrize("why", ["does not ask", "blocks", "full", "withdrew"])
def test_who_is_not_reached_is_told_apart_by_nothing(town: Any, why: str) -> None:
    ask(town, "ada", places=2)
    town.join("gus")
    ask(town, "gus")
    unreachable(town, why)
    before = seen(town, "bob")
    numbers = town.ask("stew", ReadMatchingNumbers("partners"))
    propose(town, "ada", "gus")
    propose(town, "ada", "bob")
    one, other = seen(town, "ada")
    assert one[:4] == other[:4]
    assert [len(each[4]) for each in (one, other)] == [1, 1]
    assert seen(town, "bob") == before, "bob hears nothing of it"
    assert town.ask("stew", ReadMatchingNumbers("partners")) == numbers
    town.pass_time(days=8)
    one, other = seen(town, "ada")
    assert one == other
    assert (one[0], one[4]) == ("closed", [])
    told = [kind for kind, _ in town.inbox("ada")]
    assert told == ["matching.closed"] * 2


def test_a_limit_keeps_a_proposal_from_its_reader(town: Any) -> None:
    town.join("minor-1", "minor-2")
    ask(town, "ada", "minor-1", "minor-2", places=2)
    propose(town, "ada", "minor-1")
    assert seen(town, "minor-1") == []
    propose(town, "minor-2", "minor-1")
    assert len(seen(town, "minor-1")) == 1


def test_what_was_not_delivered_stands_in_no_round_s_way(town: Any) -> None:
    ask(town, "ada", places=2)
    propose(town, "ada", "bob")
    ask(town, "bob")
    town.round("partners")
    assert [state for state, *_ in seen(town, "bob")] == ["proposed"]


def test_a_block_during_the_proposal_closes_it_for_both(town: Any) -> None:
    ask(town, "ada", "bob")
    propose(town, "ada", "bob")
    town.do("bob", BlockMember(town.member("ada")))
    assert [seen(town, name)[0][0] for name in ("ada", "bob")] == ["closed", "closed"]


def test_either_may_take_it_back_before_it_is_a_match(town: Any) -> None:
    ask(town, "ada", "bob")
    first = propose(town, "ada", "bob")
    town.do("ada", DeclineMatch(first.id))
    assert seen(town, "bob")[0][0] == "closed"
    with town.refused("matching.proposed_already", Conflict):
        propose(town, "ada", "bob")
    second = propose(town, "bob", "ada")
    assert second.state == "proposed"


def test_who_is_proposed_to_accepts_and_does_not_propose_back(town: Any) -> None:
    ask(town, "ada", "bob", places=2)
    propose(town, "ada", "bob")
    with town.refused("matching.proposed_already", Conflict):
        propose(town, "bob", "ada")
    assert town.accept("bob").state == "made"
    with town.refused("matching.proposed_already", Conflict):
        propose(town, "bob", "ada")


def test_what_one_knows_is_refused(town: Any) -> None:
    bob = town.member("bob")
    with town.refused("matching.ask_first", Conflict):
        propose(town, "ada", "bob")
    ask(town, "ada", "bob", "cid")
    propose(town, "ada", "bob")
    with town.refused("matching.proposed_already", Conflict):
        propose(town, "ada", "bob")
    with town.refused("matching.no_place", Conflict):
        propose(town, "ada", "cid")
    for kind, to, side, code in (
        ("nothing", bob, "partner", "runtime.invalid"),
        ("buddies", bob, "buddy", "matching.not_direct"),
        ("partners", bob, "nowhere", "runtime.invalid"),
        ("partners", town.member("ada"), "partner", "runtime.invalid"),
    ):
        with town.refused(code, Invalid):
            town.do("ada", ProposeMatch(kind, to, side=side))
    cid = town.member("cid")
    town.do("cid", LeaveCommunity())
    with town.refused("runtime.not_found", NotFound):
        town.do("ada", ProposeMatch("partners", cid, side="partner"))


def test_it_is_offered_about_others_to_who_asks(town: Any) -> None:
    bob = town.member("bob")
    name = "matching.propose_match"

    def offered() -> set[Any]:
        found = town.ask("ada", ViewMembers(limit=100)).items
        return {view.member.id for view in found if name in view.may}

    assert offered() == set()
    ask(town, "ada")
    assert bob in offered()
    assert town.member("ada") not in offered()


def rows_of(town: Any) -> dict[str, int]:
    with town.kit.database.engine.connect() as connection:
        return {
            table.name.removeprefix("commkit_matching_"): len(connection.execute(table.select()).all())
            for table in (match, party, part, outcome)
        }


def test_what_is_over_is_forgotten_when_its_kind_says_so(town: Any) -> None:
    ask(town, "ada", "bob", places=2, plays="go")
    made = propose(town, "ada", "bob")
    town.accept("bob")
    town.do("ada", GiveMatchOutcome(made.id, 5))
    town.do("ada", EndMatch(made.id))
    town.pair("cid", "dan")
    town.pass_time(days=80)
    before = rows_of(town)
    assert before == {"match": 2, "party": 4, "part": before["part"], "outcome": 1}
    town.pass_time(days=30)
    for _ in range(3):
        town.pass_time(days=2)
    after = rows_of(town)
    assert (after["match"], after["party"], after["outcome"]) == (1, 2, 0), "mentors are kept for good"
    assert town.matches("ada") == []


def test_a_proposal_goes_with_who_made_it(town: Any) -> None:
    ask(town, "ada", "bob", plays="go")
    propose(town, "ada", "bob")
    ada = town.member("ada")
    with town.kit.session("ada") as lobby:
        lobby.do(ErasePerson("ada"))
    with town.kit.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for name in ("member", "proposed_by"):
                if name in table.c:
                    assert not connection.execute(table.select().where(table.c[name] == ada)).all(), table
    assert [(state, partners) for state, *_, partners in seen(town, "bob")] == [("closed", [])]


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("direct", {"direct": True, "method": "groups", "smallest": 3, "largest": 4}),
        ("keeps", {"keeps": timedelta(days=90)}),
        ("keeps", {"keeps": timedelta(days=90), "again_after": timedelta(days=91)}),
        ("keeps", {"keeps": timedelta(hours=1), "again_after": timedelta()}),
        ("answer_within", {"answer_within": timedelta.max}),
        ("lasts", {"lasts": timedelta.max}),
    ],
)
def test_what_does_not_fit_a_kind_is_refused(field: str, options: dict[str, Any]) -> None:
    from commkit_matching import Method  # noqa: PLC0415

    given = options | ({"method": Method(options["method"])} if "method" in options else {})
    with pytest.raises(Invalid) as caught:
        MatchKind(name="x", title="X", summary="X.", sides=(Side(name="s", title="S"),), **given)
    assert field in {fault.path for fault in caught.value.errors}


def test_the_answer_of_who_was_not_asked_is_seen_by_nobody() -> None:
    from commkit_matching.matches.statements import SEEN, TAKING_PART  # noqa: PLC0415

    assert Answer.UNDELIVERED not in {*SEEN, *TAKING_PART}
