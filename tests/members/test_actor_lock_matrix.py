"""Every command of the core, sent while its actor is demoted, restricted, gone or erased, or the community archived."""

from collections.abc import Iterator
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Kit
from commkit.communities import ArchiveCommunity, ReadCommunity, ReopenCommunity
from commkit.core import CORE_FEATURES
from commkit.members import AddMember, LeaveCommunity, actor_lock
from commkit.runtime.model.messages import Command
from commkit.testing.changed_meanwhile import CHANGES, ChangedMeanwhile, try_changes
from commkit.testing.fixtures import CORE_FIXTURES
from tests.sample import create_community, new_kit
from tests.testing.everything import Everything, collect_from_nouns

ENGINES = [
    pytest.param("sqlite_url"),
    pytest.param("migrated_postgres_url", marks=[pytest.mark.postgres, pytest.mark.slow]),
]

GIVEN = {
    "members.lift_restriction": {"member": lambda cell: cell.scenario.member("silenced")},
    "communities.update_community": {
        "version": lambda cell: cell.scenario.ask(SYSTEM, ReadCommunity()).version
    },
}
ONLY_WHEN_ARCHIVED = ("communities.reopen_community",)
"""Tried below."""
TRIED_ELSEWHERE = {"events.check_in_with_code"}
"""Needs a code at its time, not a role; tests/events/check_in tries it."""


@pytest.fixture(params=ENGINES)
def kit(request: pytest.FixtureRequest) -> Iterator[Kit]:
    made = new_kit(request.getfixturevalue(request.param), Everything())
    yield made
    made.close()


def command_names(kit: Kit) -> list[str]:
    core = {feature.name for feature in CORE_FEATURES}
    messages = {message for name in core for message, _ in kit.registry.features[name].handlers}
    return sorted(n for n, m in kit.registry.messages.items() if m in messages and issubclass(m, Command))


def covered_commands(kit: Kit) -> set[type[Command[Any]]]:
    """The classes of the commands that this matrix tries."""
    return {kit.registry.messages[name] for name in command_names(kit)}  # type: ignore[misc]


def run(kit: Kit, *changes: str, names: list[str] | None = None) -> ChangedMeanwhile:
    return try_changes(
        kit,
        "everything",
        names or command_names(kit),
        expected=collect_from_nouns("EXPECTED_PERMISSIONS"),
        fixtures={**CORE_FIXTURES, **collect_from_nouns("FIXTURES")},
        settings=collect_from_nouns("SETTINGS"),
        given=GIVEN,
        changes=[change for change in CHANGES if not changes or change.name in changes],
    )


def test_no_command_is_kept_whose_actor_or_community_changed_meanwhile(kit: Kit) -> None:
    outcome = run(kit)
    assert outcome.kept == ()
    assert outcome.never == ONLY_WHEN_ARCHIVED
    untried = {
        name
        for name in command_names(kit)
        if getattr(kit.registry.messages[name], "actor_lock", False)
        and not any(name in tried for tried in outcome.tried.values())
    }
    exempt = {name for name in untried if kit.registry.messages[name].when_archived}  # type: ignore[attr-defined]
    assert untried - TRIED_ELSEWHERE == exempt, (
        "commands of the host that go on in archives have nothing to be changed"
    )


def test_who_left_meanwhile_reopens_nothing(kit: Kit) -> None:
    create_community(kit, type="everything")
    with kit.session(SYSTEM, "town") as session:
        session.do(AddMember("ada", role="owner"))
        session.do(ArchiveCommunity("done"))
    with kit.database.engine.connect() as connection, connection.begin():
        with kit.session("ada", "town", connection=connection) as session:
            with kit.session("ada", "town", connection=connection) as other:
                other.do(LeaveCommunity())
            with pytest.raises(Denied) as caught:
                session.do(ReopenCommunity())
        assert caught.value.code == "members.membership_changed"


def test_control_without_the_lock_they_are_kept(kit: Kit) -> None:
    names = [
        "members.add_member",
        "members.create_invitation",
        "communities.update_settings",
        "posts.create_draft",
    ]
    known = [name for name in names if name in kit.registry.messages]
    assert len(known) >= 3

    def unlocked(context: Any, entry: Any, /, *, locked: bool, when_archived: bool) -> None:
        actor_lock.add_audit_entry(context, entry, locked=False, when_archived=when_archived)

    object.__setattr__(kit._composition, "add_audit_entry", unlocked)
    outcome = run(kit, "demoted", "banned", "archived", names=known)
    assert len(outcome.kept) >= len(known)
