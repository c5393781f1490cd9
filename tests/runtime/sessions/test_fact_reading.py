"""What of a fact a reader is told: what they may see at that moment, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Fact, Kit
from commkit.communities import UpdateCommunity, Visibility
from commkit.members import AddGroupMember, AssignRole, RestrictMember
from commkit.moderation import FileReport
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    PostCreated,
    PostRemoved,
    PostsShown,
    RemovePost,
)
from commkit.runtime.sessions.composition import Actor
from tests.audience_town import (
    GUILD,
    INSIDE,
    OPEN,
    OUTSIDE,
    READERS,
    STEWARD,
    WALLED,
    AudienceTown,
    create_audience_town,
)
from tests.helpers import do, emitted_facts
from tests.sample import OWNER


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    return create_audience_town(kit)


def told(kit: Kit, actor: Actor, facts: Sequence[Fact]) -> list[dict[str, Any] | None]:
    with kit.session(actor, "town", read_only=True) as session:
        return session.visible_facts(facts)


def names_told(kit: Kit, actor: Actor, facts: Sequence[Fact]) -> list[str]:
    return [
        fact.name for fact, fields in zip(facts, told(kit, actor, facts), strict=True) if fields is not None
    ]


def test_readers_are_told_of_the_threads_that_they_see(kit: Kit, town: AudienceTown) -> None:
    facts = {
        name: emitted_facts(kit, INSIDE, "town", CreateReply(town.threads[name].id, "More."))[0]
        for name in (OPEN, GUILD, WALLED)
    }
    assert {type(fact) for fact in facts.values()} == {PostCreated}
    for actor, expected in READERS.items():
        found = told(kit, actor, list(facts.values()))
        assert {name for name, fields in zip(facts, found, strict=True) if fields is not None} == expected, (
            actor
        )


def test_it_is_decided_at_that_moment(kit: Kit, town: AudienceTown) -> None:
    facts = emitted_facts(kit, INSIDE, "town", CreateReply(town.threads[WALLED].id, "More."))
    assert told(kit, OUTSIDE, facts[:1]) == [None]
    do(kit, OWNER, "town", AddGroupMember(town.groups[WALLED], town.members[OUTSIDE]))
    assert told(kit, OUTSIDE, facts[:1]) != [None]


def test_of_many_objects_the_hidden_ones_are_left_out(kit: Kit, town: AudienceTown) -> None:
    ids = tuple(town.threads[name].id for name in (OPEN, GUILD, WALLED))
    texts = [str(id) for id in ids]
    for actor, expected in ((INSIDE, texts), (STEWARD, texts[:2]), (OUTSIDE, texts[:1])):
        (found,) = told(kit, actor, [PostsShown(posts=ids, threads=ids)])
        assert found is not None
        assert found["posts"] == found["threads"] == expected
    assert told(kit, OUTSIDE, [PostsShown(posts=ids[1:], threads=ids[1:])]) == [None]


def test_who_did_something_is_told_to_them_and_to_readers_of_the_audit_log(
    kit: Kit, town: AudienceTown
) -> None:
    facts = emitted_facts(kit, "ivan", "town", CreateReply(town.threads[OPEN].id, "More."))[:1]
    actors = {}
    for actor in ("ivan", STEWARD, OUTSIDE, None):
        (found,) = told(kit, actor, facts)
        assert found is not None
        actors[actor] = "actor" in found
    assert actors == {"ivan": True, STEWARD: True, OUTSIDE: False, None: False}


def test_who_saw_a_post_is_told_that_it_was_removed(kit: Kit, town: AudienceTown) -> None:
    for name in (OPEN, GUILD, WALLED):
        facts = emitted_facts(kit, INSIDE, "town", RemovePost(town.threads[name].id, "My own words."))
        for actor, seen in READERS.items():
            assert ("posts.removed" in names_told(kit, actor, facts)) == (name in seen), (actor, name)
        found = told(kit, INSIDE, facts)
        assert all("reason" not in fields for fields in found if fields is not None), "it is personal"


def test_a_reply_in_a_removed_thread_is_no_matter_of_those_who_do_not_see_it(
    kit: Kit, town: AudienceTown
) -> None:
    do(kit, OWNER, "town", RemovePost(town.threads[OPEN].id))
    facts = emitted_facts(kit, OWNER, "town", RemovePost(town.replies[OPEN].id))
    assert names_told(kit, OUTSIDE, facts) == []
    assert "posts.removed" in names_told(kit, STEWARD, facts), "the control: stewards see removed posts"


def test_what_was_never_shown_is_not_told_of(kit: Kit, town: AudienceTown) -> None:
    reply = town.replies[OPEN]
    do(kit, OWNER, "town", RemovePost(reply.id))
    fact = PostRemoved(post=reply.id, thread=reply.thread, author=reply.author, reason="", was_shown=False)
    assert told(kit, OUTSIDE, [fact]) == [None]
    shown = PostRemoved(post=reply.id, thread=reply.thread, author=reply.author, reason="")
    assert told(kit, OUTSIDE, [shown]) != [None], "the control"


def test_what_happened_before_a_removal_is_not_told_after_it(kit: Kit, town: AudienceTown) -> None:
    reply = town.replies[OPEN]
    edited = emitted_facts(kit, "ivan", "town", EditPost(post=reply.id, body="Else.", version=1))
    removed = emitted_facts(kit, OWNER, "town", RemovePost(reply.id))
    assert set(names_told(kit, OUTSIDE, [*edited, *removed])) == {"posts.removed"}


def test_facts_for_moderators_and_for_the_host_alone(kit: Kit, town: AudienceTown) -> None:
    facts = emitted_facts(
        kit, OUTSIDE, "town", FileReport("Post", town.threads[OPEN].id, reason="spam", note="Look!")
    )
    assert "moderation.reported" in [fact.name for fact in facts]
    assert names_told(kit, OUTSIDE, facts) == names_told(kit, None, facts) == []
    assert "moderation.reported" in names_told(kit, STEWARD, facts)
    silent = [fact for fact in facts if fact.visible_to is None]
    assert names_told(kit, OWNER, silent) == []


def test_who_reacted_is_told_to_nobody_else(kit: Kit, town: AudienceTown) -> None:
    facts = emitted_facts(kit, OUTSIDE, "town", AddReaction(town.threads[OPEN].id, "heart"))
    (fields,) = [found for found in told(kit, "ivan", facts) if found is not None]
    assert str(town.members[OUTSIDE]) not in str(fields)


@pytest.mark.parametrize("visibility", [Visibility.LISTED, Visibility.PRIVATE])
def test_outsiders_are_refused(kit: Kit, town: AudienceTown, visibility: Visibility) -> None:
    with kit.session(SYSTEM, "town", read_only=True) as session:
        version = session.community.version
    do(kit, SYSTEM, "town", UpdateCommunity(version=version, visibility=visibility))
    for actor in (None, "nobody"):
        with pytest.raises(Denied):
            told(kit, actor, [])


def test_who_is_banned_is_refused_and_who_is_demoted_sees_less(kit: Kit, town: AudienceTown) -> None:
    facts = emitted_facts(kit, INSIDE, "town", CreateReply(town.threads[GUILD].id, "More."))[:1]
    assert told(kit, STEWARD, facts) != [None]
    do(kit, OWNER, "town", AssignRole(town.members[STEWARD], "member"))
    assert told(kit, STEWARD, facts) == [None]
    do(kit, OWNER, "town", RestrictMember(town.members[STEWARD], "banned", reason="Enough."))
    with pytest.raises(Denied):
        told(kit, STEWARD, facts)


def test_many_facts_cost_one_statement_for_each_class_of_objects(sqlite_kit: Kit) -> None:
    town = create_audience_town(sqlite_kit)
    facts: list[Fact] = []
    for number in range(20):
        facts += emitted_facts(
            sqlite_kit, INSIDE, "town", CreateThread(kind="question", title=f"Q {number}", body="B.")
        )
    statements: list[str] = []
    sqlite_kit.database.observer = statements.append
    try:
        assert len(names_told(sqlite_kit, OUTSIDE, [f for f in facts if isinstance(f, PostCreated)])) == 20
    finally:
        sqlite_kit.database.observer = None
    assert town.threads
    assert len(statements) == 2, "where one is, and the posts"
