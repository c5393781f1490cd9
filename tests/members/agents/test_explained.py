"""What is explained about an agent is what it may do."""

from typing import Any

import pytest

from commkit import Kit
from commkit.communities import ReadCommunity
from commkit.explaining import ExplainDecision, RuleOutcome, TraceStep
from commkit.members import AddMember, AssignRole, RestrictMember
from commkit.testing.contexts import context_of
from tests.helpers import ask, do
from tests.members.agents.agents import add_agent, ask_question, member
from tests.sample import OWNER, create_community


@pytest.fixture
def town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit, members=("ada", "bob"))
    do(sqlite_kit, OWNER, "town", AddMember("stew", role="steward"))
    return sqlite_kit


def first_step(kit: Kit, whom: Any, action: str) -> TraceStep:
    steps = ask(kit, OWNER, "town", ExplainDecision(whom, action, record="Post")).steps
    return next(step for step in steps if step.rule == f"permission {action!r}")


@pytest.mark.parametrize("role", ["member", "steward"])
@pytest.mark.parametrize("acts_for", [None, "ada", "stew"])
def test_every_permission_is_explained_as_it_is(town: Kit, role: str, acts_for: str | None) -> None:
    added = add_agent(town, "posts.", "members.read", "posts.add_reaction", acts_for=acts_for, role=role)
    with town.session(added.key, "town", read_only=True) as session:
        context = context_of(session)
        permissions, held = context.dispatch.permissions, {p.partition(":")[0] for p in context.grants}
    for permission in sorted(permissions):
        found = first_step(town, added.id, permission)
        assert (found.outcome is RuleOutcome.YES) is (permission in held), found


def test_it_is_said_what_bounds_the_agent(town: Kit) -> None:
    added = add_agent(town, "posts.read", acts_for="ada")
    assert "scopes" in first_step(town, added.id, "posts.create_thread").because
    assert "lacks it" in first_step(town, added.id, "posts.pin").because
    assert "grants it" in first_step(town, added.id, "posts.read").because


def test_a_narrowed_permission_is_explained_by_what_it_comes_from(town: Kit) -> None:
    added = add_agent(town, "posts.", acts_for="stew", role="steward")
    do(town, OWNER, "town", AssignRole(member(town, "stew"), "member"))
    ask_question(town)
    assert first_step(town, added.id, "posts.edit").outcome is RuleOutcome.YES
    do(town, OWNER, "town", RestrictMember(member(town, "stew"), "suspended", "No."))
    assert first_step(town, added.id, "posts.edit").outcome is RuleOutcome.NO
    assert ask(town, OWNER, "town", ReadCommunity()).slug == "town"
