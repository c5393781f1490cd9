"""A community with a full page of everything that views show."""

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from commkit import Kit, Query
from commkit.members import Profile, ViewMembers
from commkit.posts import AddReaction, CreateReply, CreateThread, Post, ViewThread, ViewThreads
from commkit.spaces import AssignSpaceModerator, CreateSpace, Space
from tests.helpers import do
from tests.sample import OWNER, create_community

HOST = "@host.example"
"""In the keys of all members, and in no name."""
READER = f"ada{HOST}"
"""A member who moderates the space in which things stand, so that views ask for all that they ever ask for."""


class Names:
    """The host's users: their names are not their keys."""

    def profile(self, key: str) -> Profile:
        return Profile(key.removesuffix(HOST))


@frozen
class Full:
    """The community, and what queries name.

    Attributes:
        kit: Where.
        thread: A thread with many replies.
    """

    kit: Kit
    thread: Post
    more: dict[str, Any] = field(factory=dict)


def fill(kit: Kit, rows: int) -> Full:
    """Make so many rows for each view."""
    people = [f"member-{number}{HOST}" for number in range(rows)]
    create_community(kit, members=[READER, *people])
    space = do(kit, OWNER, "town", CreateSpace("board", title="Board", purpose="To talk."))
    with kit.session(READER, "town") as session:
        reader = session.member
    do(kit, OWNER, "town", AssignSpaceModerator(space.id, reader))
    thread = _threads(kit, people, space)
    return Full(kit, thread)


def _threads(kit: Kit, people: list[str], space: Space) -> Post:
    made = None
    for number, actor in enumerate(people):
        with kit.session(actor, "town") as session:
            opened = session.do(
                CreateThread(kind="question", title=str(number), body="Why?", tags=("a",), space=space.id)
            )
            made = made or opened
            session.do(AddReaction(made.id, "heart"))
            session.do(CreateReply(made.id, f"Hello {number}", kind="comment"))
    assert made is not None
    return made


QUERIES: dict[str, Callable[[Full, int], Query[Any]]] = {
    "thread": lambda full, limit: ViewThread(full.thread.id, limit=limit),
    "newest threads": lambda full, limit: ViewThreads(limit=limit),
    "active threads": lambda full, limit: ViewThreads(sort="active", limit=limit),
    "unanswered threads": lambda full, limit: ViewThreads(sort="unanswered", limit=limit),
    "members": lambda full, limit: ViewMembers(limit=limit),
}
"""Each view, with so many rows."""
