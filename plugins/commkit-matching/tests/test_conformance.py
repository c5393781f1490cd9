"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from commkit import SYSTEM, CommunityType, Kit, MemberId, PostKind, hookimpl
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_matching import (
    AcceptMatch,
    AskToBeMatched,
    Match,
    Matching,
    MatchKind,
    MatchRequest,
    RunMatchingRound,
    Side,
    ViewMatches,
    Wish,
)

PAIRS = MatchKind(
    name="pairs",
    title="Pairs",
    summary="Two of us.",
    direct=True,
    sides=(Side(name="one", title="One", places=100, wishes=(Wish(name="note", title="What else?"),)),),
)
HOUSE = CommunityType(
    "house",
    features=("posts", "matching.matches"),
    post_kinds=(PostKind(name="talk", opens=True),),
    declares=(PAIRS,),
)


class House:
    """A plugin of a type with matches."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Matching

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield HOUSE


def _ask(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(actor, AskToBeMatched("pairs", "one", places=100)).id


def _proposed(scenario: Scenario, actor: str) -> tuple[UUID, str]:
    """A proposal to somebody and a new member."""
    other = f"other-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(other))
    for key in (actor, other):
        _ask(scenario, key)
    scenario.do(SYSTEM, RunMatchingRound("pairs"))
    theirs, mine = (
        {view.match.id for view in scenario.ask(key, ViewMatches(limit=100)).items} for key in (other, actor)
    )
    (id,) = theirs & mine
    return id, other


def _asks_with(scenario: Scenario, actor: str) -> MemberId:
    """A new member; the actor asks for pairs, too."""
    _ask(scenario, actor)
    return scenario.do(SYSTEM, AddMember(f"other-{uuid4().hex}")).id


def _propose(scenario: Scenario, actor: str) -> UUID:
    """A proposal to somebody."""
    return _proposed(scenario, actor)[0]


def _make(scenario: Scenario, actor: str) -> UUID:
    """A match of somebody and a new member."""
    id, other = _proposed(scenario, actor)
    for key in (actor, other):
        scenario.do(key, AcceptMatch(id))
    return id


OWN = {"member": "own", "system": "no"}


class TestMatching(PluginConformance):
    plugin = staticmethod(Matching)
    extra_plugins = (House(),)
    type = "house"
    sample_values: ClassVar[Any] = {
        "kind": ("pairs",),
        "side": ("one",),
        "places": (1,),
        "wishes": ({}, {"note": "Hello"}),
        "value": (1, 5),
    }
    expected_permissions: ClassVar[Any] = {
        "matching.list_match_kinds": allowed(member="any", system="any"),
        "matching.ask_to_be_matched": allowed(
            member="any", system="no", given={"kind": "pairs", "side": "one"}
        ),
        "matching.withdraw_match_request": allowed(
            member="own", silenced="own", suspended="own", system="no", archived=True
        ),
        "matching.list_my_match_requests": allowed(
            member="any", silenced="any", suspended="any", system="no"
        ),
        "matching.explain_match_request": allowed(member="own", silenced="own", suspended="own", system="no"),
        "matching.run_matching_round": allowed(steward="any", given={"kind": "pairs"}),
        "matching.run_due_round": allowed(system="any", archived=True, given={"kind": "pairs"}),
        "matching.view_matches": allowed(member="any", system="no"),
        "matching.view_match": allowed(**OWN),
        "matching.explain_match": allowed(**OWN),
        "matching.propose_match": allowed(
            member="any",
            system="no",
            given={"kind": "pairs", "side": "one", "to": Fixture(_asks_with)},
        ),
        "matching.accept_match": allowed(**OWN),
        "matching.decline_match": allowed(**OWN),
        "matching.end_match": allowed(
            **OWN, silenced="own", suspended="own", archived=True, given={"match": Fixture(_make)}
        ),
        "matching.close_due_match": allowed(system="any", archived=True),
        "matching.end_due_match": allowed(system="any", archived=True),
        "matching.give_match_outcome": allowed(**OWN, given={"match": Fixture(_make), "value": 1}),
        "matching.count_match_outcomes": allowed(steward="any", given={"kind": "pairs"}),
        "matching.read_matching_numbers": allowed(steward="any", given={"kind": "pairs"}),
    }
    fixtures: ClassVar[Any] = {"MatchId": Fixture(_propose), "RequestId": Fixture(_ask)}

    @pytest.mark.slow
    def test_what_is_offered_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {record: offered_about(record) for record in (Match, MatchRequest)},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
        )
        assert not found, "\n".join(found)
