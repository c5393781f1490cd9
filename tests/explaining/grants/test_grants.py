"""What grants a permission is found exactly where somebody holds it, whatever a type is made of."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommunityType, Feature, Role, TrustLevel
from commkit.core import CORE_FEATURES, UNIVERSAL_FEATURES
from commkit.explaining.grants.policy import grant_sources
from commkit.explaining.grants.records import GrantSource
from commkit.runtime.composing.compiling import compile_type
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.registry import Registry, build_registry
from commkit.runtime.model.types import ROLE_ORDER, SILENCED, SUSPENDED, SYSTEM_ROLE
from commkit_absences import Absences
from commkit_qa import QuestionsAndAnswers
from commkit_support import SUPPORT, Support
from tests.sample import FORUM

WORDS = ("demo.a", "demo.b", "demo.b:own")
OWN_ROLES = ("agent", "boss", "helper")
ELSEWHERE = Feature("demo.elsewhere", grants={"owner": frozenset(WORDS)})
"""A feature that the type lacks, for which the permissions are."""
some = st.frozensets(st.sampled_from(WORDS))


@st.composite
def types(draw: Any) -> tuple[CommunityType, Feature]:
    """Roles that are like others, core roles that a type gives more to, trust that grants, and a feature's grants."""
    names = draw(st.lists(st.sampled_from((*OWN_ROLES, "member", "steward", SILENCED)), unique=True))
    roles = {
        name: Role(
            grants=draw(some), like=draw(st.sampled_from((None, *ROLE_ORDER))) if name in OWN_ROLES else None
        )
        for name in names
    }
    trust = tuple(TrustLevel(name=f"level{n}", grants=draw(some)) for n in range(draw(st.integers(0, 3))))
    given_to = draw(
        st.dictionaries(
            st.sampled_from((*ROLE_ORDER, SILENCED, SUSPENDED, *({"agent"} & roles.keys()))), some
        )
    )
    made = evolve(FORUM, name="demo", features=("demo.a",), roles=roles, trust=trust)
    return made, Feature("demo.a", grants=given_to)


def registered(
    made: CommunityType, *features: Feature, others: tuple[CommunityType, ...] = ()
) -> tuple[Registry, DispatchTable]:
    core = [feature.name for feature in CORE_FEATURES]
    known = build_registry(
        [*CORE_FEATURES, *features], [made, *others], core=core, universal=UNIVERSAL_FEATURES
    )
    return known, compile_type(made, known, everywhere=UNIVERSAL_FEATURES)


def sources(
    known: Registry, table: DispatchTable, permission: str, role: str, trust: int
) -> list[GrantSource]:
    return list(grant_sources(table, known.features, permission, role=role, trust=trust))


@given(types())
def test_a_grant_source_is_found_where_somebody_holds_it_and_nowhere_else(drawn: Any) -> None:
    made, feature = drawn
    known = build_registry([feature, ELSEWHERE], [made], core=[])
    table = compile_type(made, known, everywhere=())
    for (role, trust), granted in table.grants.items():
        for permission in WORDS if role != SYSTEM_ROLE else ():
            found = sources(known, table, permission, role, trust)
            assert bool(found) is (permission in granted), (role, trust, permission, found)


@pytest.mark.parametrize("made", [FORUM, SUPPORT], ids=lambda made: made.name)
def test_every_permission_of_the_core_and_of_support_has_one(made: CommunityType) -> None:
    features = (
        *QuestionsAndAnswers().commkit_features(),
        *Absences().commkit_features(),
        *Support(no_help_desk_reason="none").commkit_features(),
    )
    known, table = registered(made, *features, others=() if made is SUPPORT else (SUPPORT,))
    permissions = frozenset[str]().union(*table.grants.values())
    for (role, trust), granted in table.grants.items():
        for permission in permissions if role != SYSTEM_ROLE else ():
            assert bool(sources(known, table, permission, role, trust)) is (permission in granted)


def test_a_role_that_the_type_has_lost_counts_as_a_member() -> None:
    known, table = registered(FORUM)
    assert sources(known, table, "posts.create_thread", "agent", 0) == [
        GrantSource("posts", "the role 'member'")
    ]
    assert sources(known, table, "posts.pin", "agent", 0) == []


def test_the_nearest_source_is_first() -> None:
    level = TrustLevel(name="new", grants={"posts.pin"})
    made = evolve(FORUM, roles={"boss": Role(grants={"posts.pin"}, like="steward")}, trust=(level,))
    known, table = registered(made)
    assert sources(known, table, "posts.pin", "boss", 0) == [
        GrantSource("forum", "the role 'boss'"),
        GrantSource("posts", "the role 'steward'"),
        GrantSource("forum", "members trusted as 'new'"),
    ]
