"""Visibility: a matrix of communities and actors; an invisible post is like one that does not exist."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from commkit import Denied, Kit, MemberId, NotFound, Page
from commkit.communities import JoinPolicy, ReadCommunity, Visibility
from commkit.members import AddMember, JoinCommunity, LeaveCommunity, RestrictMember
from commkit.posts import (
    AddReaction,
    CountReactions,
    CreateReply,
    CreateThread,
    EditPost,
    ListMemberPosts,
    ListPopularTags,
    ListRevisions,
    ListThreads,
    Post,
    PostId,
    ReadPost,
    ReadThread,
    RemovePost,
    RemoveReaction,
    RestorePost,
    ThreadOrder,
    UpdatePostState,
)
from tests.helpers import ask, assert_invalid, assert_unchanged, do, result_or_error
from tests.sample import OWNER, create_community

READS, DENIED, NOTHING = "reads", Denied, NotFound
READERS = ["member", "silenced", "suspended", OWNER]
SEEN = {
    Visibility.PUBLIC: dict.fromkeys([*READERS, None, "outsider", "requested", "left"], READS) | {"banned": DENIED},
    Visibility.LISTED: dict.fromkeys(READERS, READS)
    | dict.fromkeys([None, "outsider", "requested", "left", "banned"], DENIED),
    Visibility.PRIVATE: dict.fromkeys(READERS, READS)
    | dict.fromkeys([None, "outsider", "requested", "left", "banned"], DENIED),
    Visibility.SECRET: dict.fromkeys(READERS, READS)
    | dict.fromkeys([None, "outsider", "requested", "left"], NOTHING)
    | {"banned": DENIED},
}  # fmt: skip


def peopled(kit: Kit, visibility: Visibility) -> Post:
    """A community with one actor of each kind, and a thread in it."""
    create_community(kit, visibility=Visibility.PUBLIC, join_policy=JoinPolicy.REQUEST)
    for key in ("member", "silenced", "suspended", "banned", "left"):
        made = do(kit, OWNER, "town", AddMember(key))
        if key in ("silenced", "suspended", "banned"):
            do(kit, OWNER, "town", RestrictMember(made.id, key, "Enough."))  # type: ignore[arg-type]
    do(kit, "left", "town", LeaveCommunity())
    do(kit, "requested", "town", JoinCommunity())
    thread = do(kit, "member", "town", CreateThread(kind="question", title="Why?", body="So.", tags=("tag",)))
    do(kit, OWNER, "town", CreateReply(thread.id, "Because."))
    from commkit.communities import UpdateCommunity  # noqa: PLC0415

    do(kit, OWNER, "town", UpdateCommunity(version=1, visibility=visibility))
    return thread


@pytest.mark.parametrize("visibility", list(Visibility))
def test_the_matrix_of_communities_and_actors(kit: Kit, visibility: Visibility) -> None:
    thread = peopled(kit, visibility)
    queries = [
        ReadPost(thread.id),
        ReadThread(thread.id),
        ListThreads(),
        ListThreads(order=ThreadOrder.ACTIVE),
        ListThreads(order=ThreadOrder.UNANSWERED),
        ListThreads(tag="tag"),
        ListPopularTags(),
        ListRevisions(thread.id),
        CountReactions(thread.id),
        ListMemberPosts(thread.author or MemberId(uuid4())),
    ]
    with kit.session(OWNER, "town") as session:
        id = session.community.id
    for actor, expected in SEEN[visibility].items():
        for place in ("town", id):
            for query in queries:
                answer = result_or_error(lambda: ask(kit, actor, place, query))  # type: ignore[arg-type]  # noqa: B023
                got = (
                    answer[0]
                    if isinstance(answer, tuple) and answer and isinstance(answer[0], type)
                    else READS
                )
                assert got == expected, (actor, place, query)


def test_a_secret_community_is_like_none(kit: Kit) -> None:
    create_community(kit, "hidden", visibility=Visibility.SECRET)
    with kit.session(OWNER, "hidden") as session:
        id = session.community.id
    for actor in (None, "outsider"):
        answers = {
            result_or_error(lambda: ask(kit, actor, place, ReadCommunity()))  # type: ignore[arg-type]  # noqa: B023
            for place in ("hidden", "absent", id, uuid4(), "no slug\0", "\ud800", "Ä", "")
        }
        assert len(answers) == 1, answers
        assert answers.pop()[:2] == (NotFound, "communities.not_found")


def _posts(answer: Any) -> tuple[Any, ...]:
    return answer.items if isinstance(answer, Page) else answer


def hidden_posts(kit: Kit) -> dict[str, Post]:
    """Posts that a member may not see, each for another reason; `ada` wrote them all."""
    create_community(kit, members=["ada", "bob"])
    create_community(kit, "other", members=["ada"])
    publish = CreateThread(kind="question", title="Why?", body="So.", tags=("tag",))
    thread = do(kit, "ada", "town", publish)
    down = do(kit, "ada", "town", publish)
    within = do(kit, "ada", "town", CreateReply(down.id, "Within what is down."))
    deep = do(kit, "ada", "town", CreateReply(within.id, "Below that."))
    reply = do(kit, "ada", "town", CreateReply(thread.id, "Rude."))
    for post in (down, reply, within):
        do(kit, "ada", "town", EditPost(post=post.id, version=1, body="Ruder."))
        do(kit, OWNER, "town", AddReaction(post.id, "heart"))
    for post in (down, reply):
        do(kit, OWNER, "town", RemovePost(post.id))
    foreign = do(kit, "ada", "other", publish)
    return {"down": down, "within": within, "deep": deep, "reply": reply, "foreign": foreign}


BY_ID: list[Callable[[PostId], Any]] = [
    ReadPost,
    ReadThread,
    ListRevisions,
    CountReactions,
    lambda post: CreateReply(post, "Hello?"),
    lambda post: EditPost(post=post, version=2, body="Mine."),
    RemovePost,
    lambda post: UpdatePostState(post, "closed"),
    lambda post: AddReaction(post, "up"),
    lambda post: RemoveReaction(post, "up"),
]


@pytest.mark.parametrize("actor", ["ada", "bob"])
def test_invisible_posts_are_like_missing_ones(kit: Kit, actor: str) -> None:
    posts = hidden_posts(kit)
    for message in BY_ID:
        for reason, post in posts.items():
            answers = []
            for id in (post.id, PostId(uuid4())):
                request = message(id)
                perform = ask if hasattr(type(request), "rate") and type(request).rate == "read" else do
                with assert_unchanged(kit):
                    answers.append(result_or_error(lambda: perform(kit, actor, "town", request)))  # noqa: B023
            assert answers[0] == answers[1], (reason, type(request))
            assert answers[0][0] is NotFound


@pytest.mark.parametrize("actor", [None, "ada", "bob"])
def test_pages_never_show_invisible_posts(kit: Kit, actor: str | None) -> None:
    posts = hidden_posts(kit)
    thread = posts["reply"].thread
    author = posts["down"].author
    assert author is not None
    pages: list[Any] = [
        ListThreads(),
        ListThreads(order=ThreadOrder.ACTIVE),
        ListThreads(order=ThreadOrder.UNANSWERED),
        ListThreads(tag="tag"),
    ]
    queries = [*pages, ListMemberPosts(author), ReadThread(thread)]
    for query in queries:
        assert {post.id for post in _posts(ask(kit, actor, "town", query))} == {thread}, query
    assert [(tag.name, tag.post_count) for tag in ask(kit, actor, "town", ListPopularTags())] == [("tag", 1)]


def test_a_cursor_gives_no_access_to_a_removed_thread(kit: Kit) -> None:
    posts = hidden_posts(kit)
    after = ask(kit, OWNER, "town", ReadThread(posts["down"].id, limit=1)).next
    assert after is not None
    assert ask(kit, "ada", "town", ReadThread(posts["down"].id, after=after)) == Page(())
    with assert_invalid(after="bad_cursor"):
        ask(kit, "ada", "town", ReadThread(PostId(uuid4()), after=after))


def test_stewards_see_removed_posts(kit: Kit) -> None:
    posts = hidden_posts(kit)
    town = {name: post.id for name, post in posts.items() if name != "foreign"}
    for id in town.values():
        assert ask(kit, OWNER, "town", ReadPost(id)).id == id
    assert {post.id for post in ask(kit, OWNER, "town", ReadThread(town["down"])).items} == {
        town["down"],
        town["within"],
        town["deep"],
    }
    assert len(ask(kit, OWNER, "town", ListRevisions(town["down"])).items) == 1
    assert ask(kit, OWNER, "town", CountReactions(town["down"]))[0].count == 1
    assert town["down"] in {post.id for post in ask(kit, OWNER, "town", ListThreads()).items}
    do(kit, OWNER, "town", RestorePost(town["down"]))
    assert ask(kit, "bob", "town", ReadPost(town["within"])).id == town["within"]
