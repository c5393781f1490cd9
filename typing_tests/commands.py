"""What type checkers make of commands, queries, facts and handlers."""

from collections.abc import Callable
from typing import assert_type

from attrs import frozen

from commkit import Command, Deny, Feature, Kit, Page, Query, Session
from commkit.communities import Archive, Community, Found, ListCommunities, ReadCommunity
from commkit.members import ExplainTrust, Invitation, Invite, Join, Membership, RevokeInvitation, TrustTrace
from commkit.posts import (
    BusiestTags,
    History,
    Post,
    PostId,
    PostPublished,
    Publish,
    Reactions,
    ReadPost,
    Reply,
    Revision,
    Tag,
    Tally,
    ThreadPage,
)


def results(session: Session) -> None:
    post = session.do(Publish(kind="question", title="Why?", body="So."))
    assert_type(post, Post)
    assert_type(post.id, PostId)
    assert_type(session.do(Reply(post.id, "Hm.")), Post)
    assert_type(session.do(Join()), Membership)
    assert_type(session.do(Invite()), Invitation)
    assert_type(session.do(Found("town", "forum", "Town", "To see.")), Community)
    assert_type(session.do(Archive("Done.")), Community)
    session.do(RevokeInvitation(session.do(Invite()).id))


def answers(session: Session, post: PostId) -> None:
    assert_type(session.ask(ReadPost(post)), Post)
    page = session.ask(ThreadPage(post))
    assert_type(page, Page[Post])
    assert_type(page.items, tuple[Post, ...])
    assert_type(session.ask(ThreadPage(post, after=page.next)), Page[Post])
    assert_type(session.ask(History(post)), Page[Revision])
    assert_type(session.ask(Reactions(post)), tuple[Tally, ...])
    assert_type(session.ask(BusiestTags()), tuple[Tag, ...])
    assert_type(session.ask(ReadCommunity()), Community)
    assert_type(session.ask(ListCommunities()), Page[Community])
    assert_type(session.ask(ExplainTrust(session.member)), TrustTrace)
    assert_type(session.get(Post, post), Post)
    assert_type(session.get(Post, post, need="posts.edit"), Post)


def units(kit: Kit, post: PostId) -> None:
    assert_type(kit.transact("ada", "town", lambda session: session.do(Reply(post, "Hm."))), Post)
    assert_type(
        kit.transact(None, "town", lambda session: session.ask(ThreadPage(post)).items), tuple[Post, ...]
    )
    with kit.session("ada", "town") as session:
        assert_type(session, Session)


def receivers(kit: Kit) -> None:
    @kit.on(PostPublished)
    def heard(fact: PostPublished) -> None:
        assert_type(fact.post, PostId)
        assert_type(fact.parent, PostId | None)

    registered: Callable[[PostPublished], None] = heard
    kit.on(PostPublished)(registered)


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
    session.ask(Reply(post, "Hm."))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Reply("not an id", "Hm.")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Publish(kind="question", body=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
