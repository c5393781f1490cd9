"""What tests of spaces begin with."""

from typing import Any

from commkit import Kit, MemberId
from commkit.posts import CreateThread, Post
from commkit.spaces import CreateSpace, ListSpaces, Space, SpaceId
from tests.helpers import ask, do
from tests.sample import OWNER


def kit_of(request: Any) -> Kit:
    """The Kit that a test asks for: on both databases in turn, or on one of them."""
    names = ("postgres_kit", "sqlite_kit", "kit")
    found: Kit = request.getfixturevalue(next(name for name in names if name in request.fixturenames))
    return found


def member(kit: Kit, key: str) -> MemberId:
    """The id of a member of the town."""
    with kit.session(key, "town", read_only=True) as session:
        return session.member


def make_space(
    kit: Kit, slug: str = "garden", actor: Any = OWNER, *, place: str = "town", **fields: Any
) -> Space:
    """A space of the town; private ones are moderated by their maker."""
    return do(kit, actor, place, CreateSpace(slug, slug.title(), **fields))


def listed(kit: Kit, actor: Any) -> list[str]:
    """The slugs of the spaces that somebody finds in the list."""
    return [space.slug for space in ask(kit, actor, "town", ListSpaces())]


def write_thread(kit: Kit, actor: Any, space: SpaceId | None = None, **fields: Any) -> Post:
    """A thread of the town."""
    values = {"kind": "question", "title": "Why?", "body": "I wonder."} | fields
    return do(kit, actor, "town", CreateThread(space=space, **values))
