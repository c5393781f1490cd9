"""Conversations: direct messages of a few, behind a wall that no role sees through."""

from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, MemberId, NotFound
from commkit.members import (
    AddGroupMember,
    AddMember,
    AssignRole,
    BlockLevel,
    BlockMember,
    CreateGroup,
    LeaveCommunity,
    ListGroups,
    RestrictMember,
    UnblockMember,
)
from commkit.posts import CreateReply, ListThreads, ReadPost, ReadThread
from commkit.spaces import (
    AddSpaceMember,
    AddToConversation,
    ArchiveSpace,
    AssignSpaceModerator,
    Conversation,
    CreateSpace,
    FindSpace,
    JoinSpace,
    LeaveConversation,
    LeaveSpace,
    ListMyConversations,
    ListSpaces,
    ReadSpace,
    StartConversation,
    UpdateSpace,
)
from commkit.testing.contexts import context_of
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
from tests.spaces.helpers import kit_of, member, write_thread


@pytest.fixture(autouse=True)
def town(request: pytest.FixtureRequest) -> None:
    kit = kit_of(request)
    create_community(kit, members=("ada", "bob", "cid", "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))


def start(kit: Kit, actor: str = "ada", *others: str) -> Conversation:
    return do(kit, actor, "town", StartConversation(tuple(member(kit, key) for key in others or ("bob",))))


def mine(kit: Kit, actor: str) -> list[Conversation]:
    return list(ask(kit, actor, "town", ListMyConversations()).items)


def test_members_talk_behind_a_wall(kit: Kit) -> None:
    made = start(kit)
    assert made.members == tuple(sorted((member(kit, "ada"), member(kit, "bob"))))
    thread = write_thread(kit, "ada", made.id, title="Hi", body="Secret.")
    reply = do(kit, "bob", "town", CreateReply(thread.id, "Sure."))
    assert len(ask(kit, "ada", "town", ReadThread(thread.id)).items) == 2
    assert mine(kit, "ada") == mine(kit, "bob") == [made]
    for outside in ("cid", "stew", OWNER):
        assert mine(kit, outside) == []
        assert ask(kit, outside, "town", ListThreads()).items == ()
        assert ask(kit, outside, "town", ListGroups()) == ()
        for query in (ReadPost(thread.id), ReadPost(reply.id), ReadSpace(made.id)):
            with assert_refused(NotFound, "runtime.not_found"):
                ask(kit, outside, "town", query)
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, outside, "town", FindSpace(f"conversation-{made.audience.hex}"))
        with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
            write_thread(kit, outside, made.id)
    assert ask(kit, "ada", "town", ListSpaces()) == ()  # not in the list of spaces, even for those inside


def test_people_change_it_by_its_own_commands_only(kit: Kit) -> None:
    made = start(kit)
    cid = member(kit, "cid")
    do(kit, OWNER, "town", AssignRole(member(kit, "ada"), "steward"))
    for command in (
        UpdateSpace(made.id, title="Ours"),
        ArchiveSpace(made.id),
        AddSpaceMember(made.id, cid),
        AssignSpaceModerator(made.id, cid),
        JoinSpace(made.id),
        LeaveSpace(made.id),
    ):
        with assert_unchanged(kit), assert_refused(Denied, "spaces.kept"):
            do(kit, "ada", "town", command)
    with assert_unchanged(kit), assert_refused(Denied, "members.group_kept"):
        do(kit, "ada", "town", AddGroupMember(made.audience, cid))


def test_who_is_named_wrong_is_refused(kit: Kit) -> None:
    ada, bob = member(kit, "ada"), member(kit, "bob")
    crowd = tuple(MemberId(uuid4()) for _ in range(50))
    for others in ((), (ada,), crowd):
        with assert_unchanged(kit), assert_invalid(members="out_of_range"):
            do(kit, "ada", "town", StartConversation(others))
    for absent in (MemberId(uuid4()), _gone(kit)):
        with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
            do(kit, "ada", "town", StartConversation((bob, absent)))


def _gone(kit: Kit) -> MemberId:
    id = member(kit, "cid")
    do(kit, "cid", "town", LeaveCommunity())
    return id


def test_who_blocked_the_actor_is_not_pulled_in(kit: Kit) -> None:
    made = start(kit)
    ada, cid = member(kit, "ada"), member(kit, "cid")
    do(kit, "cid", "town", BlockMember(ada, BlockLevel.BLOCK))
    for command in (StartConversation((cid,)), AddToConversation(made.id, cid)):
        with assert_unchanged(kit), assert_refused(Denied, "members.blocked"):
            do(kit, "ada", "town", command)
    do(kit, "bob", "town", AddToConversation(made.id, cid))  # whom cid did not block
    do(kit, "cid", "town", LeaveConversation(made.id))
    do(kit, "cid", "town", UnblockMember(ada))
    assert cid in do(kit, "ada", "town", AddToConversation(made.id, cid)).members


def test_a_block_ends_a_conversation_of_two_for_the_blocked(kit: Kit) -> None:
    made = start(kit)
    ada, bob, cid = member(kit, "ada"), member(kit, "bob"), member(kit, "cid")
    opening = write_thread(kit, "ada", space=made.id)
    own = write_thread(kit, "bob", space=made.id)
    do(kit, "ada", "town", BlockMember(bob, BlockLevel.MUTE))
    do(kit, "bob", "town", CreateReply(own.id, "A mute is heard by nobody, and ends nothing."))
    do(kit, "ada", "town", BlockMember(bob, BlockLevel.BLOCK))
    with assert_unchanged(kit), assert_refused(Denied, "spaces.conversation_ended"):
        write_thread(kit, "bob", space=made.id)
    for parent in (own, opening):
        with (
            assert_unchanged(kit),
            assert_refused(
                Denied, "spaces.conversation_ended" if parent is own else "posts.blocked_by_author"
            ),
        ):
            do(kit, "bob", "town", CreateReply(parent.id, "Why do you not answer?"))
    do(kit, "ada", "town", CreateReply(own.id, "Because."))  # who blocks may still write
    do(kit, "ada", "town", AddToConversation(made.id, cid))
    do(kit, "bob", "town", CreateReply(own.id, "Now we are three, and each may leave."))
    do(kit, "cid", "town", LeaveConversation(made.id))
    do(kit, "ada", "town", UnblockMember(bob))
    assert write_thread(kit, "bob", space=made.id).author == bob
    assert write_thread(kit, "ada", space=made.id).author == ada


def test_a_block_ends_no_other_space(kit: Kit) -> None:
    """The control: a space for two that people keep."""
    group = do(kit, OWNER, "town", CreateGroup("pair", "Pair"))
    space = do(kit, OWNER, "town", CreateSpace("pair", "Pair", audience=group.id))
    for key in ("ada", "bob"):
        do(kit, OWNER, "town", AddGroupMember(group.id, member(kit, key)))
    do(kit, "ada", "town", BlockMember(member(kit, "bob"), BlockLevel.BLOCK))
    thread = write_thread(kit, "bob", space=space.id)
    do(kit, "bob", "town", CreateReply(thread.id, "It goes on."))


def test_leaving_takes_the_conversation_away_at_once(kit: Kit) -> None:
    made = start(kit, "ada", "bob", "cid")
    thread = write_thread(kit, "ada", made.id)
    do(kit, "bob", "town", LeaveConversation(made.id))
    do(kit, OWNER, "town", RestrictMember(member(kit, "cid"), "banned", reason="x"))
    assert mine(kit, "ada")[0].members == (member(kit, "ada"),)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, "bob", "town", ReadPost(thread.id))
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, "bob", "town", LeaveConversation(made.id))
    assert emitted_facts(kit, "ada", "town", AddToConversation(made.id, member(kit, "ada"))) == []


def test_pages_and_statements_of_the_list(kit: Kit) -> None:
    made = [start(kit, "ada", key) for key in ("bob", "cid", "bob")]
    first = ask(kit, "ada", "town", ListMyConversations(limit=2))
    rest = ask(kit, "ada", "town", ListMyConversations(limit=2, after=first.next))
    assert [*first.items, *rest.items] == made[::-1]
    with kit.session("ada", "town", read_only=True) as session:
        seen: list[str] = []
        database = context_of(session)._composition.database
        before = database.observer
        try:
            database.observer = seen.append
            session.ask(ListMyConversations())
        finally:
            database.observer = before
    assert len(seen) == 2


def test_the_limit_holds_however_many_are_added_at_once(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit.spaces.conversations.handlers.MAX_MEMBERS", 4)
    made = start(kit)
    more = [do(kit, SYSTEM, "town", AddMember(f"m{n}")).id for n in range(4)]
    done = run_concurrently(4, lambda n: do(kit, "ada", "town", AddToConversation(made.id, more[n])))
    assert sum(isinstance(one, Conflict) for one in done) == 2
    assert len(mine(kit, "bob")[0].members) == 4
