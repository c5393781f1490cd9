"""The audit page tells stewards nothing about what is hidden from them."""

import pytest

from commkit import SYSTEM, Kit
from commkit.communities import ListAuditEntries
from commkit.posts import EditPost
from commkit.runtime.sessions.composition import Actor
from tests.audience_town import GUILD, OPEN, STEWARD, WALLED, AudienceTown, create_audience_town
from tests.helpers import ask, do
from tests.sample import OWNER


def results(kit: Kit, actor: Actor) -> set[object]:
    return {entry.result for entry in ask(kit, actor, "town", ListAuditEntries(limit=100)).items}


def named(town: AudienceTown, shown: set[object]) -> set[str]:
    """The threads whose opening post or reply is named."""
    return {name for name in town.threads if {town.threads[name].id, town.replies[name].id} & shown}


@pytest.mark.parametrize("actor", [STEWARD, OWNER])
def test_what_is_behind_walls_is_not_listed(kit: Kit, actor: str) -> None:
    town = create_audience_town(kit)
    do(kit, "ines", "town", EditPost(post=town.threads[WALLED].id, version=1, body="Other words."))
    shown = results(kit, actor)
    assert named(town, shown) == {OPEN, GUILD}
    assert town.groups[GUILD] in shown, "the control: other objects are listed"
    assert named(town, results(kit, SYSTEM)) == {OPEN, GUILD, WALLED}, "the control: the rows are there"


def test_hidden_entries_leave_no_gap(kit: Kit) -> None:
    town = create_audience_town(kit)
    for version in range(1, 8):
        do(kit, "ines", "town", EditPost(post=town.threads[WALLED].id, version=version, body=f"{version}"))
    seen: list[str] = []
    kit.database.observer = seen.append
    assert len(ask(kit, OWNER, "town", ListAuditEntries(limit=5)).items) == 5
    assert len(seen) == 2, "who asks, and the page"
