"""Groups and spaces that a plugin keeps: its own code changes them, and people's commands do not."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from attrs import evolve, frozen

from commkit import (
    SYSTEM,
    Command,
    CommunityType,
    Conflict,
    Denied,
    Feature,
    Invalid,
    Kit,
    MemberId,
    NotFound,
    PluginError,
    PostKind,
    Role,
    TrustLevel,
    hookimpl,
)
from commkit.members import (
    AddGroupMember,
    AssignRole,
    DeleteGroup,
    GroupId,
    JoinGroup,
    LeaveGroup,
    ListGroups,
    RemoveGroupMember,
    add_to_kept_group,
    create_kept_group,
    remove_from_kept_group,
)
from commkit.posts import CreateThread, ListThreads, MoveThread
from commkit.privacy import ErasePerson
from commkit.runtime.sessions.context import Context
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    AssignSpaceModerator,
    CreateSpace,
    FindSpace,
    JoinSpace,
    LeaveSpace,
    ListSpaces,
    Space,
    SpaceId,
    UpdateSpace,
    archive_kept_space,
    create_kept_space,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do
from tests.sample import OWNER, create_community, new_kit
from tests.spaces.helpers import member

Make = Callable[..., Kit]


@frozen
class MakeGuild(Command[Space]):
    """Found a guild."""

    permission = "guilds.make"
    personal = ()
    slug: str
    listed: bool = False
    kept_by: str = "guilds.hall"


@frozen
class ChangeGuild(Command[None]):
    """Add to a guild, remove from it, or close it."""

    permission = "guilds.make"
    personal = ()
    group: GroupId
    space: SpaceId
    add: MemberId | None = None
    remove: MemberId | None = None
    close: bool = False
    kept_by: str = "guilds.hall"


hall = Feature("guilds.hall", grants={"member": {"guilds.make"}}, requires=("posts",))


@hall.handles(MakeGuild)
def make_guild(context: Context, command: MakeGuild) -> Space:
    group = create_kept_group(context, kept_by=command.kept_by, title="Guild", walled=True)
    add_to_kept_group(context, group.id, context.member, kept_by=command.kept_by)
    return create_kept_space(
        context,
        kept_by=command.kept_by,
        slug=command.slug,
        title="Guild",
        audience=group.id,
        listed=command.listed,
    )


@hall.handles(ChangeGuild)
def change_guild(context: Context, command: ChangeGuild) -> None:
    if command.add is not None:
        add_to_kept_group(context, command.group, command.add, kept_by=command.kept_by)
    if command.remove is not None:
        remove_from_kept_group(context, command.group, command.remove, kept_by=command.kept_by)
    if command.close:
        archive_kept_space(context, command.space, kept_by=command.kept_by)


KINDS = (
    PostKind(name="talk", opens=True, replies=("reply",)),
    PostKind(name="note", opens=True, replies=("reply",)),
    PostKind(name="reply", replies=("reply",)),
)
TYPE = CommunityType("guilds", features=("posts", "guilds.hall"), post_kinds=KINDS)


class Guilds:
    """The plugin."""

    def __init__(self, made: CommunityType = TYPE, feature: Feature = hall) -> None:
        self.made, self.feature = made, feature

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield self.made


@pytest.fixture
def guilds(commkit_engine_kit_factory: Make) -> Kit:
    kit = commkit_engine_kit_factory(Guilds())
    create_community(kit, type="guilds", members=("ada", "bob", "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))
    return kit


def test_people_do_not_change_what_a_plugin_keeps(guilds: Kit) -> None:
    made = do(guilds, "ada", "town", MakeGuild("smiths"))
    assert made.audience is not None
    do(guilds, OWNER, "town", AssignRole(member(guilds, "ada"), "steward"))
    bob = member(guilds, "bob")
    of_group: list[Any] = [
        AddGroupMember(made.audience, bob),
        RemoveGroupMember(made.audience, bob),
        JoinGroup(made.audience),
        LeaveGroup(made.audience),
        DeleteGroup(made.audience),
    ]
    of_space: list[Any] = [
        UpdateSpace(made.id, title="Mine"),
        ArchiveSpace(made.id),
        JoinSpace(made.id),
        LeaveSpace(made.id),
        AddSpaceMember(made.id, bob),
        AssignSpaceModerator(made.id, bob),
        CreateSpace("below", "Below", parent=made.id),
    ]
    for command in (*of_group, *of_space):
        code = "members.group_kept" if command in of_group else "spaces.kept"
        with assert_unchanged(guilds), assert_refused(Denied, code):
            do(guilds, "ada", "town", command)
        with assert_unchanged(guilds), assert_refused(NotFound, "runtime.not_found"):
            do(guilds, "stew", "town", command)
    with assert_unchanged(guilds), assert_refused(Denied, "spaces.group_kept"):
        do(guilds, "ada", "town", CreateSpace("ours", "Ours", audience=made.audience))


def test_only_its_members_know_of_it(guilds: Kit) -> None:
    made = do(guilds, "ada", "town", MakeGuild("smiths", listed=True))
    assert made.audience is not None
    for actor, knows in (("ada", True), ("bob", False), ("stew", False), (OWNER, False), (SYSTEM, True)):
        assert bool(ask(guilds, actor, "town", ListGroups())) is knows
        assert bool(ask(guilds, actor, "town", ListSpaces())) is knows
    do(guilds, "ada", "town", ChangeGuild(made.audience, made.id, add=member(guilds, "bob")))
    assert [one.member_count for one in ask(guilds, "bob", "town", ListGroups())] == [2]
    do(guilds, "ada", "town", ChangeGuild(made.audience, made.id, remove=member(guilds, "ada"), close=True))
    assert ask(guilds, "ada", "town", ListGroups()) == ()
    assert ask(guilds, "bob", "town", FindSpace("smiths")).archived_at is not None


def test_the_keeper_is_named_right(guilds: Kit) -> None:
    with assert_refused(PluginError, "members.unknown_keeper"):
        do(guilds, "ada", "town", MakeGuild("smiths", kept_by="nobody"))
    made = do(guilds, "ada", "town", MakeGuild("smiths"))
    assert made.audience is not None
    bob = member(guilds, "bob")
    with assert_unchanged(guilds), assert_refused(PluginError, "members.group_kept_by_other"):
        do(guilds, "ada", "town", ChangeGuild(made.audience, made.id, add=bob, kept_by="posts"))
    with assert_unchanged(guilds), assert_refused(PluginError, "spaces.kept_by_other"):
        do(guilds, "ada", "town", ChangeGuild(made.audience, made.id, close=True, kept_by="posts"))
    with assert_unchanged(guilds), assert_refused(Conflict, "spaces.slug_taken"):
        do(guilds, "ada", "town", MakeGuild("smiths"))
    with assert_unchanged(guilds), pytest.raises(Invalid):
        do(guilds, "ada", "town", MakeGuild("No Slug"))


def test_who_is_erased_is_in_no_audience(guilds: Kit) -> None:
    made = do(guilds, "ada", "town", MakeGuild("smiths"))
    assert made.audience is not None
    do(guilds, "ada", "town", ChangeGuild(made.audience, made.id, add=member(guilds, "bob")))
    do(guilds, "ada", "town", CreateThread(kind="talk", title="T", body="B", space=made.id))
    assert len(ask(guilds, "bob", "town", ListThreads()).items) == 1
    do(guilds, SYSTEM, None, ErasePerson(key="bob"))
    assert ask(guilds, "bob", "town", ListThreads()).items == ()


def test_a_space_takes_its_kinds_only(guilds: Kit) -> None:
    space = do(guilds, OWNER, "town", CreateSpace("talks", "Talks", kinds=("talk",)))
    do(guilds, "ada", "town", CreateThread(kind="talk", title="T", body="B", space=space.id))
    with assert_unchanged(guilds), assert_refused(Conflict, "spaces.kind_not_allowed"):
        do(guilds, "ada", "town", CreateThread(kind="note", title="T", body="B", space=space.id))
    note = do(guilds, "ada", "town", CreateThread(kind="note", title="T", body="B"))
    with assert_unchanged(guilds), assert_refused(Conflict, "spaces.kind_not_allowed"):
        do(guilds, OWNER, "town", MoveThread(note.id, space.id))


WALLS = "spaces.read_walled"


@pytest.mark.parametrize(
    "plugin",
    [
        lambda: Guilds(evolve(TYPE, roles={"spy": Role(grants={WALLS})})),
        lambda: Guilds(evolve(TYPE, roles={"owner": Role(grants={f"{WALLS}:own"})})),
        lambda: Guilds(evolve(TYPE, roles={"system": Role(), "spy": Role(like="system")})),
        lambda: Guilds(evolve(TYPE, trust=(TrustLevel(name="new", grants={WALLS}),))),
        lambda: Guilds(feature=evolve(hall, grants={"owner": {WALLS}})),
        lambda: Guilds(feature=evolve(hall, system_only=("posts.read",))),
    ],
)
def test_nobody_but_the_host_sees_through_walls(plugin: Callable[[], Guilds]) -> None:
    with pytest.raises(PluginError, match=r"only the host itself holds|is no role here|is not its own"):
        new_kit("sqlite://", plugin())


def test_control_other_permissions_are_granted(sqlite_url: str) -> None:
    made = evolve(TYPE, roles={"spy": Role(grants={"spaces.read_all"})})
    new_kit(sqlite_url, Guilds(made)).close()
