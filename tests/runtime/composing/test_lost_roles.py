"""A type may lose roles and trust levels that members have: what they may then is what comes next below."""

from contextlib import closing

import pytest
from attrs import evolve

from commkit import CommunityType, Feature, Role, TrustLevel
from commkit.runtime.composing.agent_grants import AgentLimits
from commkit.runtime.composing.dispatch import DispatchTable
from tests.runtime.plugins import Plugin
from tests.sample import new_kit


def table_of(*levels: TrustLevel) -> DispatchTable:
    """What the type `club` compiles to, with a role `guide` and these trust levels."""
    feature = Feature("club.bell", grants={"owner": {"club.guide", "club.known", "club.trusted"}})
    made = CommunityType(
        "club", features=("club.bell",), trust=levels, roles={"guide": Role(grants={"club.guide"})}
    )
    with closing(new_kit("sqlite://", Plugin([feature], [made], name="club"))) as kit:
        return kit._composition.tables["club"]


LEVELS = (
    TrustLevel(name="new"),
    TrustLevel(name="known", grants={"club.known"}),
    TrustLevel(name="trusted", grants={"club.trusted"}),
)


def own(grants: frozenset[str]) -> set[str]:
    return {permission for permission in grants if permission.startswith("club.")}


@pytest.mark.parametrize("role", ["member", "guide"])
def test_a_level_that_is_gone_counts_as_the_highest_that_is_left(role: str) -> None:
    mine = {"club.guide"} if role == "guide" else set()
    three = table_of(*LEVELS)
    assert own(three.granted(role, 0)) == mine
    assert own(three.granted(role, 1)) == mine | {"club.known"}
    for trust in (2, 3, 9):
        assert own(three.granted(role, trust)) == mine | {"club.known", "club.trusted"}
    assert own(table_of(*LEVELS[:2]).granted(role, 2)) == mine | {"club.known"}
    assert own(table_of(LEVELS[0]).granted(role, 2)) == mine


@pytest.mark.parametrize("role", ["member", "guide"])
def test_in_a_type_without_levels_everybody_has_the_lowest(role: str) -> None:
    plain = table_of()
    for trust in (1, 2, 9):
        assert plain.granted(role, trust) == plain.granted(role, 0)


def test_a_role_that_is_gone_counts_as_a_members() -> None:
    three, plain = table_of(*LEVELS), table_of()
    for trust in range(5):
        assert three.granted("warden", trust) == three.granted("member", trust)
        assert plain.granted("warden", trust) == plain.granted("member", trust)


def test_where_the_type_itself_is_gone_a_role_that_nobody_declared_is_nobodys() -> None:
    stranger = frozenset({"communities.read"})
    gone = evolve(table_of(), missing=True, unknown_role=stranger)
    for trust in range(3):
        assert gone.granted("warden", trust) == stranger
        assert gone.granted("guide", trust) == table_of().granted("guide", 0), "this one is known"


def test_all_that_somebody_may_hold_is_what_the_host_holds() -> None:
    for table in (table_of(), table_of(*LEVELS)):
        everybody = {
            permission.partition(":")[0] for grants in table.grants.values() for permission in grants
        }
        assert table.permissions == everybody


def test_an_agent_holds_no_more_than_whom_it_acts_for_even_where_that_role_is_gone() -> None:
    three = table_of(*LEVELS)
    limits = AgentLimits(("club.",), role="warden", trust=1)
    assert three.granted_to_agent("guide", 2, limits) == {"club.known"}
    assert three.granted_to_agent("guide", 2, evolve(limits, role="guide")) == {"club.guide", "club.known"}
    alone = three.granted_to_agent("guide", 2, evolve(limits, role=""))
    assert alone == {"club.guide", "club.known", "club.trusted"}, "the host's own has nobody above it"
