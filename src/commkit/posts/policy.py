"""The rules of posts: which kind may stand where, which state follows which, what a tag may look like."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from attrs import evolve

from commkit.posts.messages import CreateThread
from commkit.posts.records import Post
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.model.types import CommunityType, PostKind

_MAX_TAG_LENGTH = 50
_LEVEL = 4
"""Bytes of a path for each level: numbers up to 4,294,967,295, in order as bytes."""


def opening_kind(type: CommunityType, command: CreateThread) -> PostKind:
    """The kind of an opening post.

    Raises:
        Invalid: The type has no such kind, it opens no thread, or it wants a title.
    """
    kind = type.kind(command.kind)
    if kind is None or not kind.opens:
        choices = ", ".join(kind.name for kind in type.post_kinds if kind.opens)
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {choices}")
    if kind.titled and not command.title.strip():
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")
    return kind


def reply_kind(type: CommunityType, parent: Post, name: str | None) -> PostKind:
    """The kind of a reply.

    Raises:
        Invalid: That kind may not stand below this post, or nothing may.
    """
    above = type.kind(parent.kind)
    allowed = above.replies if above else ()
    kind = type.kind(name or (allowed[0] if allowed else ""))
    if kind is None or kind.name not in allowed:
        told = ", ".join(allowed) or "nothing"
        raise Invalid.field("kind", "unknown_kind", f"below a {parent.kind} may stand: {told}")
    return kind


def state_after(type: CommunityType, post: Post, state: str, now: datetime, *, free: bool = False) -> Post:
    """The post in another state.

    Args:
        type: The community's type.
        post: The post as it is.
        state: Where it goes.
        now: When; a closed state keeps the time at which the post was first closed.
        free: Whether it may go there whatever the ways from here are.

    Raises:
        Conflict: There is no way from here to there.
    """
    kind = type.kind(post.kind)
    ways = kind.states.get(post.state, ()) if kind else ()
    if kind is None or state not in kind.states or not (free or state in ways):
        told = ", ".join(ways) or "nowhere"
        raise Conflict(
            "posts.invalid_transition", f"from {post.state!r} it can go to: {told}", state=post.state
        )
    closed_at = (post.closed_at or now) if state in kind.closed else None
    return evolve(post, state=state, closed_at=closed_at)


def fitting_kind(type: CommunityType, parent: str, name: str) -> PostKind | None:
    """The kind that a reply has below a post of another kind: its own where that may stand there.

    Else it is the one that it names for that (`as_reply`), else the first one that may stand there. None where
    nothing may.
    """
    above, own = type.kind(parent), type.kind(name)
    allowed = above.replies if above else ()
    wishes = (name, own.as_reply if own else None, *allowed[:1])
    return next((type.kind(wish) for wish in wishes if wish is not None and wish in allowed), None)


def path_below(parent: bytes, number: int, max_depth: int) -> bytes:
    """The path of a reply; one to a post on the lowest level stands beside that post."""
    return parent[: _LEVEL * (max_depth - 1)] + number.to_bytes(_LEVEL, "big")


def normalize_tag(wish: str) -> str:
    """A tag as it is kept: composed and lower-case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", wish).strip().lower())


def clean_tags(wishes: Iterable[str], *, max_tags: int) -> tuple[str, ...]:
    """Tags in their stored form: composed, lower-case, without spaces, none twice.

    Raises:
        Invalid: One is malformed, or there are too many.
    """
    tags: dict[str, None] = {}
    errors = []
    for number, wish in enumerate(wishes):
        tag = normalize_tag(wish)
        if not tag or any(character.isspace() or not character.isprintable() for character in tag):
            errors.append(
                FieldError(f"tags[{number}]", "invalid_tag", "use visible characters without spaces")
            )
        if len(tag) > _MAX_TAG_LENGTH:
            # A single character may stand for a whole phrase, which composing writes out.
            errors.append(
                FieldError(f"tags[{number}]", "too_long", f"use at most {_MAX_TAG_LENGTH} characters")
            )
        tags[tag] = None
    if len(tags) > max_tags:
        errors.append(FieldError("tags", "too_many", f"use at most {max_tags} tags"))
    if errors:
        raise Invalid(errors)
    return tuple(tags)
