"""What type checkers make of commands, queries, facts and handlers."""

from collections.abc import Callable
from typing import assert_type

from attrs import frozen

from commkit import Command, Deny, Feature, Kit, Page, Query, Session
from commkit.communities import ArchiveCommunity, Community, CreateCommunity, ListCommunities, ReadCommunity
from commkit.members import (
    CreateInvitation,
    ExplainTrust,
    Invitation,
    JoinCommunity,
    Membership,
    RevokeInvitation,
    TrustTrace,
)
from commkit.posts import (
    CountReactions,
    CreateReply,
    CreateThread,
    ListPopularTags,
    ListRevisions,
    Post,
    PostCreated,
    PostId,
    ReactionCount,
    ReadPost,
    ReadThread,
    Revision,
    Tag,
)


def results(session: Session) -> None:
    post = session.do(CreateThread(kind="question", title="Why?", body="So."))
    assert_type(post, Post)
    assert_type(post.id, PostId)
    assert_type(session.do(CreateReply(post.id, "Hm.")), Post)
    assert_type(session.do(JoinCommunity()), Membership)
    assert_type(session.do(CreateInvitation()), Invitation)
    assert_type(session.do(CreateCommunity("town", "forum", "Town", "To see.")), Community)
    assert_type(session.do(ArchiveCommunity("Done.")), Community)
    session.do(RevokeInvitation(session.do(CreateInvitation()).id))


def answers(session: Session, post: PostId) -> None:
    assert_type(session.ask(ReadPost(post)), Post)
    page = session.ask(ReadThread(post))
    assert_type(page, Page[Post])
    assert_type(page.items, tuple[Post, ...])
    assert_type(session.ask(ReadThread(post, after=page.next)), Page[Post])
    assert_type(session.ask(ListRevisions(post)), Page[Revision])
    assert_type(session.ask(CountReactions(post)), tuple[ReactionCount, ...])
    assert_type(session.ask(ListPopularTags()), tuple[Tag, ...])
    assert_type(session.ask(ReadCommunity()), Community)
    assert_type(session.ask(ListCommunities()), Page[Community])
    assert_type(session.ask(ExplainTrust(session.member)), TrustTrace)
    assert_type(session.get(Post, post), Post)
    assert_type(session.get(Post, post, need="posts.edit"), Post)


def units(kit: Kit, post: PostId) -> None:
    assert_type(kit.transact("ada", "town", lambda session: session.do(CreateReply(post, "Hm."))), Post)
    assert_type(
        kit.transact(None, "town", lambda session: session.ask(ReadThread(post)).items), tuple[Post, ...]
    )
    with kit.session("ada", "town") as session:
        assert_type(session, Session)


def receivers(kit: Kit) -> None:
    @kit.on(PostCreated)
    def heard(fact: PostCreated) -> None:
        assert_type(fact.post, PostId)
        assert_type(fact.parent, PostId | None)

    registered: Callable[[PostCreated], None] = heard
    kit.on(PostCreated)(registered)


pins = Feature("demo.pins")


@frozen
class Pin(Command[Post]):
    """A plugin's command."""

    permission = "demo.pin"
    post: PostId


@frozen
class Pins(Query[tuple[PostId, ...]]):
    """A plugin's query."""

    permission = "demo.read"


@pins.handles(Pin)
def pin(session: Session, command: Pin) -> Post:
    return session.get(Post, command.post)


@pins.gates(Pin)
def at_most_three(session: Session, command: Pin) -> Deny | None:
    return Deny("demo.full", "There are three already.") if len(session.ask(Pins())) > 3 else None


def plugins(session: Session, post: PostId) -> None:
    assert_type(session.do(Pin(post)), Post)
    assert_type(session.ask(Pins()), tuple[PostId, ...])
    assert_type(pin(session, Pin(post)), Post)
    assert_type(at_most_three(session, Pin(post)), Deny | None)


def wrong(session: Session, post: PostId) -> None:
    session.do(ReadPost(post))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    session.ask(CreateReply(post, "Hm."))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CreateReply("not an id", "Hm.")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CreateThread(kind="question", body=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
