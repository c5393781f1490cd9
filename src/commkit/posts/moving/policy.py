"""The positions of posts after a move, computed from those before it."""

from collections.abc import Sequence

from attrs import evolve

from commkit.posts.moving.records import PostPosition
from commkit.posts.policy import fitting_kind, path_below
from commkit.posts.records import PostId
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import CommunityType, PostKind


def subtree(places: Sequence[PostPosition], top: PostId) -> list[PostPosition]:
    """A post and all that is below it, those first that others stand on.

    Args:
        places: All posts of its thread, by their numbers: a reply has a higher one than what it replies to.
        top: The post.
    """
    taken = {top}
    found: list[PostPosition] = []
    for place in places:
        if place.id == top or place.parent in taken:
            taken.add(place.id)
            found.append(place)
    return found


def reparented(
    type: CommunityType, places: Sequence[PostPosition], onto: PostPosition, *, first: int, max_depth: int
) -> list[PostPosition]:
    """Posts below another one: new numbers in the old order, and the paths and kinds that come of them.

    Args:
        type: The community's type.
        places: What is moved, those first that others stand on; each replies to `onto` or to one before it.
        onto: What they are to stand below, as it will be.
        first: The first number that is free in the thread.
        max_depth: Levels of replies that are shown below each other.

    Raises:
        Conflict: Nothing may stand below a post there.
    """
    above: dict[PostId | None, PostPosition] = {onto.id: onto}
    for number, place in enumerate(places, start=first):
        parent = above[place.parent]
        kind = fitting_kind(type, parent.kind, place.kind)
        if kind is None:
            raise Conflict(
                "posts.kind_not_allowed", f"below a {parent.kind} nothing may stand; choose another place"
            )
        above[place.id] = evolve(
            with_kind(place, kind),
            number=number,
            path=path_below(parent.path, number, max_depth),
        )
    return [above[place.id] for place in places]


def with_kind(place: PostPosition, kind: PostKind) -> PostPosition:
    """A post of another kind starts where that kind starts."""
    if kind.name == place.kind:
        return place
    return evolve(place, kind=kind.name, state=kind.first_state, closed_at=None)
