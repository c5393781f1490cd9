"""Which kind of post may open a thread or reply to which, and where a reply is in the tree."""

from typing import Protocol
from uuid import UUID

from commkit.posts.messages import CreateThread
from commkit.posts.records import MadeWith, Post
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.types import CommunityType, PostKind

_LEVEL = 4
"""Bytes of a path for each level: numbers up to 4,294,967,295, in order as bytes."""


class AwaitingPost(Protocol):
    """What is asked of an opening post: its kind, and who wrote it."""

    @property
    def kind(self) -> str:
        """Its kind."""
        ...

    @property
    def author(self) -> UUID | None:
        """Who wrote it; None for nobody who is known."""
        ...


def opening_kind(type: CommunityType, command: CreateThread) -> PostKind:
    """The kind of an opening post.

    Raises:
        Invalid: The type has no such kind, it cannot open a thread, or its title is missing.
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
        Invalid: That kind may not reply to this post, or no kind may.
    """
    above = type.kind(parent.kind)
    allowed = above.replies if above else ()
    kind = type.kind(name or (allowed[0] if allowed else ""))
    if kind is None or kind.name not in allowed:
        choices = ", ".join(allowed) or "nothing"
        raise Invalid.field("kind", "unknown_kind", f"kinds that may reply to a {parent.kind}: {choices}")
    return kind


def fitting_kind(type: CommunityType, parent: str, name: str) -> PostKind | None:
    """The kind that a post gets as a reply to a post of another kind.

    It keeps its own kind if that may reply there; else it gets the kind that its own kind names for that (`as_reply`),
    else the first kind that may reply there. None if no kind may.
    """
    above, own = type.kind(parent), type.kind(name)
    allowed = above.replies if above else ()
    candidates = (name, own.as_reply if own else None, *allowed[:1])
    return next((type.kind(kind) for kind in candidates if kind is not None and kind in allowed), None)


def made_with_of(said: MadeWith | None, *, by_agent: bool) -> MadeWith:
    """How a new post was made: as its author says; what an agent writes is generated, unless a person took part.

    Raises:
        Invalid: An agent says that no program took part.
    """
    if said is MadeWith.NONE and by_agent:
        raise none_by_agent()
    return said or (MadeWith.GENERATED if by_agent else MadeWith.NONE)


def made_with_after_edit(before: Post, said: MadeWith | None, *, by_agent: bool) -> MadeWith:
    """How a post was made after an edit: as the editor says, else as before; what an agent edits is assisted at least.

    Args:
        before: The post before the edit.
        said: What the editor says.
        by_agent: Whether the editor is an agent.

    Raises:
        Invalid: The author or the editor is an agent, and the editor says that no program took part.
    """
    if said is MadeWith.NONE and (by_agent or before.by_agent):
        raise none_by_agent()
    if said is None and by_agent and before.made_with is MadeWith.NONE:
        return MadeWith.ASSISTED
    return said or before.made_with


def none_by_agent() -> Invalid:
    """The error for `none` about what an agent wrote."""
    return Invalid.field(
        "made_with", "made_by_agent", "an agent took part: say `generated` or `assisted`, or leave it out"
    )


def path_below(parent: bytes, number: int, max_depth: int) -> bytes:
    """The path of a reply; a reply to a post on the lowest level gets that level too."""
    return parent[: _LEVEL * (max_depth - 1)] + number.to_bytes(_LEVEL, "big")


def counts_as_answer(
    community_type: CommunityType, opening: AwaitingPost, *, kind: str, author: UUID | None, by_agent: bool
) -> bool:
    """Whether a reply to an opening post is an answer that counts: of the kind it waits for, from another person.

    What the asker adds, such as "Any news?", answers nothing; nor does what an agent writes.

    Args:
        community_type: The community's type.
        opening: The opening post.
        kind: The kind of the reply.
        author: Who wrote the reply; None for nobody who is known.
        by_agent: Whether an agent wrote it.
    """
    asked = community_type.kind(opening.kind)
    is_asker = author is not None and author == opening.author
    return asked is not None and asked.awaits == kind and not by_agent and not is_asker
