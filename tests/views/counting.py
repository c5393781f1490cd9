"""A community with a full page of everything that views show."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from attrs import evolve, field, frozen
from sqlalchemy import Connection

from commkit import SYSTEM, CommunityType, Kit, MemberId, Query, Role, hookimpl
from commkit.events import CreateEvent, Rsvp, ViewEvents
from commkit.feedback import SubmitSuggestion, SuggestionKind, ViewSuggestions, VoteOnSuggestion
from commkit.members import AssignRole, Profile, ViewMembers
from commkit.moderation import FileReport, ViewCases
from commkit.notifications import NotifyMembers, ViewInbox
from commkit.posts import AddReaction, CreateReply, CreateThread, Post, ThreadOrder, ViewThread, ViewThreads
from commkit.search import ViewHits
from commkit.spaces import AssignSpaceModerator, CreateSpace, SpaceId
from tests.helpers import do
from tests.sample import FORUM, OWNER, create_community, new_kit

HOST = "@host.example"
"""In the keys of all members, and in no name."""
READER = f"ada{HOST}"
"""Moderates the space in which things stand, and handles cases, so that views ask for all that they ever ask for."""


class Names:
    """The host's users: their names are not their keys."""

    def profile(self, key: str, connection: Connection | None) -> Profile:
        return Profile(key.removesuffix(HOST))


class Staffed:
    """A plugin that brings a type with a role that handles cases and does not decide about requests."""

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        handles = frozenset({"moderation.handle", "moderation.decide"})
        yield evolve(FORUM, name="staffed", roles={"moderator": Role(grants=handles)})


@frozen
class Full:
    """The community, and what queries name.

    Attributes:
        kit: Where.
        thread: A thread with many replies; None for no community at all.
        space: Where all of it stands.
    """

    kit: Kit
    thread: Any = field(default=None)
    space: SpaceId | None = None


def full_kit(url: str) -> Kit:
    """A Kit for it; whoever makes it closes it."""
    return new_kit(url, Staffed(), identity=Names())


def fill(kit: Kit, rows: int) -> Full:
    """Make so many rows for each view."""
    people = [f"member-{number}{HOST}" for number in range(rows)]
    create_community(kit, type="staffed", members=[READER, *people])
    space = do(kit, OWNER, "town", CreateSpace("board", title="Board", purpose="To talk."))
    with kit.session(READER, "town") as session:
        reader = session.member
    do(kit, OWNER, "town", AssignSpaceModerator(space.id, reader))
    do(kit, OWNER, "town", AssignRole(reader, "moderator"))
    threads = [_of_a_person(kit, actor, space.id) for actor in people]
    _of_the_reader(kit, reader, threads)
    return Full(kit, threads[0], space.id)


def _of_a_person(kit: Kit, actor: str, space: SpaceId) -> Post:
    """A thread, a suggestion and an event."""
    starts = kit.clock() + timedelta(days=3)
    with kit.session(actor, "town") as session:
        session.do(SubmitSuggestion(kind=SuggestionKind.IDEA, title="An idea", body="Let us.", space=space))
        session.do(
            CreateEvent(
                title="Meet-up",
                body="Come **all**.",
                local_start=f"{starts:%Y-%m-%dT%H:%M}",
                local_end=f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}",
                time_zone="UTC",
                capacity=5,
                space=space,
            )
        )
        return session.do(CreateThread(kind="question", title="Hello", body="Why?", tags=("a",), space=space))


def _of_the_reader(kit: Kit, reader: MemberId, threads: list[Post]) -> None:
    """What the reader has to do with each: votes, answers, notifications, reports; and replies to the first thread."""
    with kit.session(READER, "town") as session:
        for view in session.ask(ViewSuggestions(limit=5)).items:
            session.do(VoteOnSuggestion(view.suggestion.id))
        for event in session.ask(ViewEvents(limit=5)).items:
            session.do(Rsvp(event.occurrence.id, "going"))
        session.do(AddReaction(threads[0].id, "heart"))
        for thread in threads:
            session.do(FileReport("Post", thread.id, "spam", note="Look"))
    for thread in threads:
        told = NotifyMembers(
            kind="notifications.reply", to=(reader,), record="Post", object=thread.id, by=thread.author
        )
        with kit.session(SYSTEM, "town") as session:
            session.do(told)
            session.do(CreateReply(threads[0].id, "Hello to all", kind="comment"))


QUERIES: dict[str, Callable[[Full, int], Query[Any]]] = {
    "thread": lambda full, limit: ViewThread(full.thread.id, limit=limit),
    "newest threads": lambda full, limit: ViewThreads(limit=limit),
    "active threads": lambda full, limit: ViewThreads(order=ThreadOrder.ACTIVE, limit=limit),
    "unanswered threads": lambda full, limit: ViewThreads(order=ThreadOrder.UNANSWERED, limit=limit),
    "members": lambda full, limit: ViewMembers(limit=limit),
    "inbox": lambda full, limit: ViewInbox(limit=limit),
    "suggestions": lambda full, limit: ViewSuggestions(limit=limit),
    "upcoming events": lambda full, limit: ViewEvents(limit=limit),
    "upcoming events of a space": lambda full, limit: ViewEvents(space=full.space, limit=limit),
    "queue": lambda full, limit: ViewCases(limit=limit),
    "hits": lambda full, limit: ViewHits("hello", order="newest", limit=limit),
}
"""Each view, with so many rows."""
