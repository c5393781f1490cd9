"""The positions of posts after a move, computed from those before it."""

from collections.abc import Sequence

from attrs import evolve

from commkit.posts.moving.records import PostPosition
from commkit.posts.policy import fitting_kind, path_below
from commkit.posts.records import PostId
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import CommunityType, PostKind


def subtree(places: Sequence[PostPosition], top: PostId) -> list[PostPosition]:
    """A post and all posts below it, each after its parent.

    Args:
        places: All posts of its thread, sorted by number: a reply has a higher number than its parent.
        top: The id of the post.
    """
    ids = {top}
    branch: list[PostPosition] = []
    for place in places:
        if place.id == top or place.parent in ids:
            ids.add(place.id)
            branch.append(place)
    return branch


def reparented(
    type: CommunityType,
    places: Sequence[PostPosition],
    onto: PostPosition,
    *,
    first: int,
    max_depth: int,
    kind: str | None = None,
) -> list[PostPosition]:
    """Posts below a new parent: new numbers in the old order, and the paths and kinds that follow from them.

    Args:
        type: The community's type.
        places: The posts that are moved; the parent of each is `onto` or one before it.
        onto: The new parent, as it will be.
        first: The first free number of the thread.
        max_depth: Levels of replies that are shown below each other.
        kind: The kind that the first of them gets; None for its own or one that fits.

    Raises:
        Conflict: No kind, or not this one, may reply to a post there.
    """
    above: dict[PostId | None, PostPosition] = {onto.id: onto}
    for number, place in enumerate(places, start=first):
        parent = above[place.parent]
        wanted = kind if kind is not None and number == first else place.kind
        fitting = fitting_kind(type, parent.kind, wanted)
        if fitting is None or (kind is not None and number == first and fitting.name != kind):
            raise Conflict(
                "posts.kind_not_allowed",
                f"{'nothing' if fitting is None else f'no {wanted}'} may reply to a {parent.kind}; "
                "choose another parent",
            )
        above[place.id] = evolve(
            with_kind(place, fitting),
            number=number,
            path=path_below(parent.path, number, max_depth),
        )
    return [above[place.id] for place in places]


def with_kind(place: PostPosition, kind: PostKind) -> PostPosition:
    """A post with another kind, in the first state of that kind."""
    if kind.name == place.kind:
        return place
    return evolve(place, kind=kind.name, state=kind.first_state, closed_at=None)
