"""Spaces: named parts of a community, in a tree and in order; some of them for a few."""

from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.members import (
    AddGroupMember,
    AddMember,
    AssignRole,
    CreateGroup,
    DeleteGroup,
    GroupId,
    JoinGroup,
    ListGroupMembers,
    ListGroups,
)
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    CreateSpace,
    FindSpace,
    JoinSpace,
    ListSpaces,
    OrderSpaces,
    ReadSpace,
    ReopenSpace,
    SpaceId,
    SpaceJoinPolicy,
    UpdateSpace,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community
from tests.spaces.helpers import listed, make_space, member


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob", "cid", "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))


def test_a_space_is_made_read_and_changed(kit: Kit) -> None:
    made = make_space(kit, purpose="For plants.", kinds=("question",), rules="Be *kind*.")
    assert ask(kit, "ada", "town", ReadSpace(made.id)) == made
    assert ask(kit, None, "town", FindSpace("garden")) == made
    changed = do(kit, "stew", "town", UpdateSpace(made.id, title="Gardens", kinds=()))
    assert (changed.title, changed.kinds, changed.rules) == ("Gardens", (), "Be *kind*.")
    assert ask(kit, "ada", "town", ReadSpace(made.id)) == changed
    for refused in (CreateSpace("x", "X"), UpdateSpace(made.id, title="Mine"), ArchiveSpace(made.id)):
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "ada", "town", refused)


def test_what_is_malformed_is_refused(kit: Kit) -> None:
    make_space(kit)
    for slug in ("Big", "a_b", "-a", "a--b"):
        with assert_unchanged(kit), assert_invalid(slug="bad_slug"):
            make_space(kit, slug)
    for kinds in (("answer",), ("question", "nothing")):
        with assert_unchanged(kit), assert_invalid(kinds="unknown_kind"):
            make_space(kit, "other", kinds=kinds)
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.slug_taken"):
        make_space(kit)
    with assert_unchanged(kit), assert_invalid(walled="no_audience"):
        make_space(kit, "other", walled=True)
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.no_audience"):
        make_space(kit, "other", join_policy=SpaceJoinPolicy.OPEN)
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        make_space(kit, "other", parent=SpaceId(uuid4()))
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        make_space(kit, "other", audience=GroupId(uuid4()))


def test_a_slug_is_given_once_however_many_ask(kit: Kit) -> None:
    made = run_concurrently(4, lambda _: make_space(kit))
    assert sorted(one.code if isinstance(one, Conflict) else "" for one in made) == [
        "",
        *["spaces.slug_taken"] * 3,
    ]


def test_the_list_is_a_tree_in_order(kit: Kit) -> None:
    a, b = make_space(kit, "a"), make_space(kit, "b")
    make_space(kit, "b2", parent=b.id)
    b1 = make_space(kit, "b1", parent=b.id)
    make_space(kit, "a1", parent=a.id)
    make_space(kit, "quiet", listed=False)
    assert listed(kit, "ada") == ["a", "a1", "b", "b2", "b1"]
    (b2,) = [one for one in ask(kit, "ada", "town", ListSpaces()) if one.slug == "b2"]
    assert do(kit, "stew", "town", OrderSpaces((b1.id, b2.id), parent=b.id)) == (b1, b2)
    do(kit, "stew", "town", OrderSpaces((b.id, a.id)))
    assert listed(kit, "ada") == ["b", "b1", "b2", "a", "a1"]
    do(kit, "stew", "town", OrderSpaces((b.id,)))  # the others stay behind it
    assert listed(kit, "ada") == ["b", "b1", "b2", "a", "a1"]
    for wrong in ((a.id, a.id), (a.id, b1.id), (SpaceId(uuid4()),)):
        with assert_unchanged(kit), assert_invalid(spaces="not_beside"):
            do(kit, "stew", "town", OrderSpaces(wrong))
    make_space(kit, "last")
    assert listed(kit, "ada")[-1] == "last"


def test_an_archived_space_is_read_and_reopened(kit: Kit) -> None:
    made = make_space(kit)
    assert [fact.name for fact in emitted_facts(kit, "stew", "town", ArchiveSpace(made.id))] == [
        "spaces.archived"
    ]
    assert ask(kit, "ada", "town", ReadSpace(made.id)).archived_at is not None
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.archived"):
        do(kit, "stew", "town", ArchiveSpace(made.id))
    assert do(kit, "stew", "town", ReopenSpace(made.id)).archived_at is None
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.not_archived"):
        do(kit, "stew", "town", ReopenSpace(made.id))


def test_who_finds_a_space_with_an_audience(kit: Kit) -> None:
    """Outside: nobody, unless they may come in by themselves or by asking; stewards see through all but walls."""
    for slug, fields in {
        "invite": {},
        "open": {"join_policy": SpaceJoinPolicy.OPEN},
        "request": {"join_policy": SpaceJoinPolicy.REQUEST},
        "walled": {"walled": True},
        "walled-open": {"walled": True, "join_policy": SpaceJoinPolicy.OPEN},
        "unlisted": {"listed": False, "join_policy": SpaceJoinPolicy.OPEN},
    }.items():
        made = make_space(kit, slug, private=True, **fields)
        do(kit, OWNER, "town", AddSpaceMember(made.id, member(kit, "bob")))
    assert listed(kit, None) == listed(kit, "ada") == ["open", "request", "walled-open"]
    assert listed(kit, "bob") == listed(kit, OWNER) == ["invite", "open", "request", "walled", "walled-open"]
    assert listed(kit, "stew") == ["invite", "open", "request", "walled-open"]
    for actor, slug in (("ada", "invite"), ("ada", "unlisted"), ("stew", "walled"), (None, "unlisted")):
        for absent in (slug, "no-such-space"):
            with assert_refused(NotFound, "runtime.not_found"):
                ask(kit, actor, "town", FindSpace(absent))
    assert ask(kit, "stew", "town", FindSpace("unlisted")).slug == "unlisted"
    assert ask(kit, SYSTEM, "town", FindSpace("walled")).walled


def test_a_wall_stays_and_is_changed_from_inside_only(kit: Kit) -> None:
    made = make_space(kit, private=True, walled=True, join_policy=SpaceJoinPolicy.REQUEST)
    stew = member(kit, "stew")
    for outside in (
        UpdateSpace(made.id, join_policy=SpaceJoinPolicy.OPEN),
        ArchiveSpace(made.id),
        AddSpaceMember(made.id, stew),
        CreateSpace("below", "Below", parent=made.id),
    ):
        with assert_unchanged(kit), assert_refused(Denied, "spaces.walled"):
            do(kit, "stew", "town", outside)
    assert "walled" not in {field.name for field in UpdateSpace.__attrs_attrs__}  # type: ignore[attr-defined]
    below = make_space(kit, "below", parent=made.id)
    assert (below.walled, below.audience) == (True, made.audience)
    assert make_space(kit, "own", parent=made.id, private=True).walled


def test_the_group_of_a_space_is_changed_by_the_space_only(kit: Kit) -> None:
    made = make_space(kit, private=True)
    assert made.audience is not None
    bob = member(kit, "bob")
    for outside in ("ada", "stew"):
        assert ask(kit, outside, "town", ListGroups()) == ()
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, outside, "town", ListGroupMembers(made.audience))
    assert [group.kept_by for group in ask(kit, OWNER, "town", ListGroups())] == ["spaces"]
    for command in (AddGroupMember(made.audience, bob), JoinGroup(made.audience), DeleteGroup(made.audience)):
        with assert_unchanged(kit), assert_refused(Denied, "members.group_kept"):
            do(kit, OWNER, "town", command)
        with assert_unchanged(kit), pytest.raises((NotFound, Denied)):
            do(kit, "stew", "town", command)


def test_a_child_is_never_wider_than_its_parent(kit: Kit) -> None:
    parent = make_space(kit, "parent", private=True)
    child = make_space(kit, "child", parent=parent.id)
    assert (child.audience, child.join_policy) == (parent.audience, SpaceJoinPolicy.INVITE)
    group = do(kit, OWNER, "town", CreateGroup("all", "All"))
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.audience_too_wide"):
        make_space(kit, "wide", parent=parent.id, audience=group.id)
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.no_audience"):
        make_space(kit, "wide", parent=parent.id, join_policy=SpaceJoinPolicy.OPEN)
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.no_audience"):
        do(kit, OWNER, "town", UpdateSpace(child.id, join_policy=SpaceJoinPolicy.OPEN))
    inner = make_space(kit, "inner", parent=parent.id, private=True, join_policy=SpaceJoinPolicy.OPEN)
    assert "inner" not in listed(kit, "ada")  # who is not in the parent's audience cannot come in
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, "ada", "town", JoinSpace(inner.id))
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.not_in_parent"):
        do(kit, OWNER, "town", AddSpaceMember(inner.id, member(kit, "ada")))


def test_a_group_that_is_an_audience_is_not_deleted(kit: Kit) -> None:
    group = do(kit, OWNER, "town", CreateGroup("desk", "Desk", open=True))
    made = make_space(kit, audience=group.id)
    assert made.audience == group.id
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.group_is_audience"):
        do(kit, OWNER, "town", DeleteGroup(group.id))
    other = do(kit, OWNER, "town", CreateGroup("other", "Other"))
    do(kit, OWNER, "town", DeleteGroup(other.id))


def test_a_group_is_deleted_or_becomes_an_audience(kit: Kit) -> None:
    """Whoever comes first: no space is left without its audience."""
    for number in range(6):
        group = do(kit, OWNER, "town", CreateGroup(f"g{number}", "Group"))
        made, deleted = run_concurrently(
            2,
            lambda turn, group=group, number=number: (
                do(kit, OWNER, "town", DeleteGroup(group.id))  # type: ignore[misc]
                if turn
                else make_space(kit, f"s{number}", audience=group.id)
            ),
        )
        assert isinstance(made, NotFound) is (deleted is None), (made, deleted)


def test_the_host_makes_a_private_space_and_fills_it(kit: Kit) -> None:
    made = make_space(kit, actor=SYSTEM, private=True, walled=True)
    do(kit, SYSTEM, "town", AddSpaceMember(made.id, member(kit, "ada")))
    assert listed(kit, "ada") == ["garden"]
    assert listed(kit, OWNER) == []


def test_the_limit_counts_what_is_listed(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit.spaces.handlers.MAX_SPACES", 2)
    make_space(kit, "a")
    quiet = make_space(kit, "quiet", listed=False)
    make_space(kit, "b")
    for command in (CreateSpace("c", "C"), UpdateSpace(quiet.id, listed=True)):
        with assert_unchanged(kit), assert_refused(Conflict, "spaces.too_many"):
            do(kit, OWNER, "town", command)
    assert make_space(kit, "d", listed=False)


def test_an_outsider_of_a_private_community_reads_no_space(kit: Kit) -> None:
    from commkit.communities import Visibility  # noqa: PLC0415

    create_community(kit, "closed", visibility=Visibility.PRIVATE)
    made = do(kit, OWNER, "closed", CreateSpace("garden", "Garden"))
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(kit, "ada", "closed", ReadSpace(made.id))
    with pytest.raises((Invalid, NotFound, Denied)):
        ask(kit, "ada", "town", ReadSpace(made.id))
    do(kit, SYSTEM, "closed", AddMember("ada"))
    assert ask(kit, "ada", "closed", ReadSpace(made.id)) == made
