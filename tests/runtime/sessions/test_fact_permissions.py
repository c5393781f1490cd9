"""Facts told to a permission that is held in some spaces only: its moderators hear of their space, and nobody else."""

from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from attrs import frozen

from commkit import SYSTEM, Fact, Kit
from commkit.notifications import MembersNotified, NotifyMembers
from commkit.posts import CreateReply, ListThreads, PostId, RemovePost
from commkit.runtime.sessions.composition import Actor
from commkit.spaces import (
    AddSpaceMember,
    AssignSpaceModerator,
    DismissSpaceModerator,
    RequestToJoinSpace,
    Space,
    SpaceJoinPolicy,
    SpaceJoinRequested,
)
from commkit.testing.kits import StatementObserver
from tests.helpers import do, emitted_facts, member_id
from tests.sample import OWNER, create_community, new_kit
from tests.spaces.helpers import make_space, write_thread

MODERATOR, OTHER, MEMBER, ASKING = "ada", "bob", "cleo", "eve"


@frozen(kw_only=True)
class PostsFlagged(Fact):
    """What a plugin tells to who may lock threads."""

    name = "test.posts_flagged"
    visible_to = "posts.lock"
    posts: tuple[PostId, ...]


@frozen(kw_only=True)
class NothingNamed(Fact):
    """A fact of the same permission that names no object."""

    name = "test.nothing_named"
    visible_to = "posts.lock"
    number: int = 1


@pytest.fixture
def spaces(kit: Kit) -> dict[str, Space]:
    """Two private spaces, each with a moderator of its own who is in the other one, too."""
    create_community(kit, members=(MODERATOR, OTHER, MEMBER, ASKING))
    found = {
        slug: make_space(kit, slug, private=True, join_policy=SpaceJoinPolicy.REQUEST)
        for slug in ("garden", "kitchen")
    }
    for slug, moderator in (("garden", MODERATOR), ("kitchen", OTHER)):
        for who in (MODERATOR, OTHER, MEMBER):
            do(kit, OWNER, "town", AddSpaceMember(found[slug].id, member_id(kit, who)))
        do(kit, OWNER, "town", AssignSpaceModerator(found[slug].id, member_id(kit, moderator)))
    return found


def is_told(kit: Kit, actor: Actor, *facts: Fact) -> list[bool]:
    with kit.session(actor, "town", read_only=True) as session:
        return [fields is not None for fields in session.visible_facts(facts)]


def test_moderators_are_told_who_asks_to_join_their_space(kit: Kit, spaces: dict[str, Space]) -> None:
    facts = {
        slug: emitted_facts(kit, ASKING, "town", RequestToJoinSpace(space.id))
        for slug, space in spaces.items()
    }
    garden, kitchen = facts["garden"][0], facts["kitchen"][0]
    assert type(garden) is type(kitchen) is SpaceJoinRequested
    told = {
        actor: is_told(kit, actor, garden, kitchen)
        for actor in (MODERATOR, OTHER, MEMBER, ASKING, None, OWNER)
    }
    assert told == {
        MODERATOR: [True, False],
        OTHER: [False, True],
        MEMBER: [False, False],  # the control: who is inside, and moderates nothing
        ASKING: [False, False],
        None: [False, False],
        OWNER: [True, True],  # holds the permission everywhere
    }


def test_who_moderates_no_more_is_told_no_more(kit: Kit, spaces: dict[str, Space]) -> None:
    facts = emitted_facts(kit, ASKING, "town", RequestToJoinSpace(spaces["garden"].id))
    assert is_told(kit, MODERATOR, *facts) == [True]
    do(kit, OWNER, "town", DismissSpaceModerator(spaces["garden"].id, member_id(kit, MODERATOR)))
    assert is_told(kit, MODERATOR, *facts) == [False]


def test_all_that_a_fact_names_must_stand_there(kit: Kit, spaces: dict[str, Space]) -> None:
    here = write_thread(kit, MEMBER, spaces["garden"].id)
    there = write_thread(kit, MEMBER, spaces["kitchen"].id)
    nowhere = write_thread(kit, MEMBER)
    reply = do(kit, MEMBER, "town", CreateReply(here.id, "So."))
    facts = [
        PostsFlagged(posts=posts)
        for posts in (
            (here.id,),
            (here.id, reply.id),
            (here.id, there.id),
            (nowhere.id,),
            (),
        )
    ]
    assert is_told(kit, MODERATOR, *facts, NothingNamed()) == [True, True, False, False, False, False]
    assert is_told(kit, OWNER, *facts, NothingNamed()) == [True] * 6  # the control


def test_what_a_moderator_does_not_see_is_not_told_of(kit: Kit, spaces: dict[str, Space]) -> None:
    thread = write_thread(kit, MEMBER, spaces["garden"].id)
    fact = PostsFlagged(posts=(thread.id,))
    assert is_told(kit, MODERATOR, fact) == [True]
    do(kit, SYSTEM, "town", RemovePost(thread.id))
    assert is_told(kit, MODERATOR, fact) == [False]


def test_it_costs_no_statement_where_it_needs_none(sqlite_url: str) -> None:
    seen: list[str] = []
    nobody: Any = UUID(int=1)
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        create_community(kit, members=("ada",))
        thread = write_thread(kit, "ada")
        replied = emitted_facts(kit, "ada", "town", CreateReply(thread.id, "So."))[0]
        notified = MembersNotified(
            notification=nobody, kind="x", first=nobody, last=nobody, recipients=1, mails_due=0
        )
        for told, facts, statements in (
            ([True], [replied], 2),  # the session, and what it names
            ([False], [notified], 1),  # not in its range
            ([False] * 9, [PostsFlagged(posts=(thread.id,))] * 9, 2),  # what the actor moderates: nothing
        ):
            seen.clear()
            assert is_told(kit, "ada", *facts) == told
            assert len(seen) == statements, seen


# --- notices -------------------------------------------------------------------------------------------------------


@pytest.fixture
def notified(kit: Kit) -> MembersNotified:
    """Two members were notified of a thread."""
    create_community(kit, members=(MODERATOR, OTHER, MEMBER))
    thread = write_thread(kit, OWNER)
    to = (member_id(kit, MODERATOR), member_id(kit, MEMBER))
    command = NotifyMembers(kind="notifications.mention", record="Post", object=thread.id, to=to)
    (fact,) = [
        fact for fact in emitted_facts(kit, SYSTEM, "town", command) if isinstance(fact, MembersNotified)
    ]
    return fact


def test_members_are_told_of_their_own_notices(kit: Kit, notified: MembersNotified) -> None:
    """Also who stands between the others in the order of ids is told nothing."""
    assert notified.may_concern(member_id(kit, OTHER))
    told = {actor: is_told(kit, actor, notified) for actor in (MODERATOR, MEMBER, OTHER, OWNER, None)}
    assert told == {MODERATOR: [True], MEMBER: [True], OTHER: [False], OWNER: [False], None: [False]}


def test_nothing_of_others_is_told_with_it(kit: Kit, notified: MembersNotified) -> None:
    with kit.session(MEMBER, "town", read_only=True) as session:
        (fields,) = session.visible_facts([notified])
    assert fields is not None
    assert fields.keys() == {"id", "community", "at", "notification", "kind"}


def test_a_notice_about_what_is_hidden_since_is_not_told(kit: Kit, notified: MembersNotified) -> None:
    with kit.session(SYSTEM, "town", read_only=True) as session:
        (thread,) = _threads(session)
    do(kit, OWNER, "town", RemovePost(thread))
    assert is_told(kit, MEMBER, notified) == [False]


def _threads(session: Any) -> list[PostId]:

    return [post.id for post in session.ask(ListThreads()).items]
