"""Moderators of a space: what is granted as `:space` holds there, and is lost with the role, even at the commit."""

import pytest

from commkit import Conflict, Denied, Kit, NotFound
from commkit.members import AssignRole, LeaveCommunity, RestrictMember
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    AssignSpaceModerator,
    DismissSpaceModerator,
    LeaveSpace,
    ListSpaceModerators,
    RemoveSpaceMember,
    Space,
    SpaceJoinPolicy,
    UpdateSpace,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts, run_concurrently
from tests.sample import OWNER, create_community
from tests.spaces.helpers import kit_of, make_space, member


@pytest.fixture(autouse=True)
def town(request: pytest.FixtureRequest) -> None:
    kit = kit_of(request)
    create_community(kit, members=("ada", "bob", "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))


def moderators(kit: Kit, space: Space) -> set[object]:
    return {one.member for one in ask(kit, OWNER, "town", ListSpaceModerators(space.id))}


def test_a_moderator_changes_their_space_and_no_other(kit: Kit) -> None:
    made, other = make_space(kit), make_space(kit, "other")
    ada, bob = member(kit, "ada"), member(kit, "bob")
    names = [fact.name for fact in emitted_facts(kit, "stew", "town", AssignSpaceModerator(made.id, ada))]
    assert names == ["spaces.moderator_assigned"]
    assert emitted_facts(kit, "stew", "town", AssignSpaceModerator(made.id, ada)) == []
    assert do(kit, "ada", "town", UpdateSpace(made.id, title="Ours")).title == "Ours"
    do(kit, "ada", "town", AssignSpaceModerator(made.id, bob))
    for command in (UpdateSpace(other.id, title="Ours"), AssignSpaceModerator(other.id, ada)):
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "ada", "town", command)
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", ArchiveSpace(made.id))  # granted to no moderator
    do(kit, "bob", "town", DismissSpaceModerator(made.id, ada))
    assert moderators(kit, made) == {bob}
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", UpdateSpace(made.id, title="Mine"))


def test_the_maker_of_a_private_space_moderates_it(kit: Kit) -> None:
    made = make_space(kit, actor="stew", private=True, walled=True)
    assert {one.member for one in ask(kit, "stew", "town", ListSpaceModerators(made.id))} == {
        member(kit, "stew")
    }
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, OWNER, "town", AssignSpaceModerator(made.id, member(kit, OWNER)))


def test_only_who_is_inside_moderates(kit: Kit) -> None:
    made = make_space(kit, private=True, join_policy=SpaceJoinPolicy.OPEN)
    ada = member(kit, "ada")
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.not_inside"):
        do(kit, OWNER, "town", AssignSpaceModerator(made.id, ada))
    for leaving in (
        lambda: do(kit, "ada", "town", LeaveSpace(made.id)),
        lambda: do(kit, OWNER, "town", RemoveSpaceMember(made.id, ada)),
        lambda: do(kit, OWNER, "town", RestrictMember(ada, "banned", reason="x")),
    ):
        do(kit, OWNER, "town", AddSpaceMember(made.id, ada))
        do(kit, OWNER, "town", AssignSpaceModerator(made.id, ada))
        assert ada in moderators(kit, made)
        leaving()
        assert ada not in moderators(kit, made)


def test_who_leaves_the_community_moderates_nothing(kit: Kit) -> None:
    made = make_space(kit)
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, member(kit, "ada")))
    do(kit, "ada", "town", LeaveCommunity())
    assert moderators(kit, made) == set()


def test_who_is_dismissed_meanwhile_is_refused(postgres_kit: Kit) -> None:
    """The command was permitted when it began, and is not kept: the actor lock asks at its end."""
    kit = postgres_kit
    made = make_space(kit)
    ada = member(kit, "ada")
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, ada))
    with kit.session("ada", "town") as session:
        do(kit, OWNER, "town", DismissSpaceModerator(made.id, ada))
        with assert_refused(Denied, "runtime.not_permitted"):
            session.do(UpdateSpace(made.id, title="Mine"))


def dismissed_within(kit: Kit, monkeypatch: pytest.MonkeyPatch, dismiss: object) -> Space:
    """Ada changes her space; when her right was found to hold, `dismiss` runs in another session."""
    from commkit.spaces.moderators import queries  # noqa: PLC0415

    made = make_space(kit)
    ada = member(kit, "ada")
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, ada))
    asked = queries.moderates

    def moderates(context: object, space: object) -> bool:
        holds = asked(context, space)  # type: ignore[arg-type]
        if callable(dismiss):
            dismiss(made, ada)
        return holds

    with monkeypatch.context() as patch, kit.session("ada", "town") as session:
        object.__setattr__(kit._composition, "moderates", moderates)
        session.do(UpdateSpace(made.id, title="Mine"))
    del patch
    return made


def test_who_is_dismissed_between_question_and_commit_is_refused(
    postgres_kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = postgres_kit
    with assert_refused(Denied, "members.membership_changed"):
        dismissed_within(
            kit, monkeypatch, lambda made, ada: do(kit, OWNER, "town", DismissSpaceModerator(made.id, ada))
        )


def test_control_without_the_end_of_rights_the_command_is_kept(
    postgres_kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = postgres_kit
    monkeypatch.setattr("commkit.spaces.moderators.handlers.end_rights", lambda *_: None)
    made = dismissed_within(
        kit, monkeypatch, lambda made, ada: do(kit, OWNER, "town", DismissSpaceModerator(made.id, ada))
    )
    assert moderators(kit, made) == set()


def test_assigned_while_leaving_is_no_moderator(kit: Kit) -> None:
    made = make_space(kit, private=True)
    ada = member(kit, "ada")
    for _ in range(6):
        do(kit, OWNER, "town", AddSpaceMember(made.id, ada))
        run_concurrently(
            2,
            lambda turn: do(
                kit,
                OWNER,
                "town",
                RemoveSpaceMember(made.id, ada) if turn else AssignSpaceModerator(made.id, ada),
            ),
        )
        assert ada not in moderators(kit, made)
