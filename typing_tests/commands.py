"""What type checkers make of commands, queries, facts and handlers."""

from collections.abc import Callable, Sequence
from typing import assert_type

from attrs import frozen

from commkit import Command, Context, Deny, Fact, Feature, Invalid, Kit, Page, Query, Session
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
    PostEdited,
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
def pin(context: Context, command: Pin) -> Post:
    return context.get(Post, command.post)


@pins.gates(Pin)
def at_most_three(context: Context, command: Pin) -> Deny | None:
    return Deny("demo.full", "There are three already.") if len(context.ask(Pins())) > 3 else None


def plugins(context: Context, post: PostId) -> None:
    assert_type(context.do(Pin(post)), Post)
    assert_type(context.ask(Pins()), tuple[PostId, ...])
    assert_type(context.community, Community)
    assert_type(context.membership, Membership | None)
    assert_type(context.get(Post, post), Post)
    assert_type(context.get(Post, post, need="posts.edit"), Post)
    assert_type(pin(context, Pin(post)), Post)
    assert_type(at_most_three(context, Pin(post)), Deny | Invalid | None)


@pins.handles(Pin)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def returns_another_record(context: Context, command: Pin) -> Community:
    return context.community


@pins.handles(Pin)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def takes_another_message(context: Context, command: Pins) -> Post:
    raise NotImplementedError


@pins.gates(Pin)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def answers_text(context: Context, command: Pin) -> str:
    return "no"


@pins.gates(Pin, Pins)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
def answers_text_to_two(context: Context, command: Pin | Pins) -> str:
    return "no"


@pins.transforms(Pin)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def makes_another_message(context: Context, command: Pin) -> Pins:
    return Pins()


@pins.loads(Post)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def loads_another_record(context: Context, id: PostId) -> Community | None:
    return None


@pins.reacts_to(PostCreated)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def hears_another_fact(context: Context, fact: PostEdited) -> None:
    raise NotImplementedError


def hosts_get_no_context(session: Session, post: PostId, fact: Fact) -> None:
    session.get(Post, post)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    session.emit(fact)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    session.run  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    session.rows  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    assert_type(session.community, Community)
    assert_type(session.facts, Sequence[Fact])


def wrong(session: Session, post: PostId) -> None:
    session.do(ReadPost(post))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    session.ask(CreateReply(post, "Hm."))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CreateReply("not an id", "Hm.")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CreateThread(kind="question", body=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
