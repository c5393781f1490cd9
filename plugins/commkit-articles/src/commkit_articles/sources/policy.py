"""What may be taken from a thread, and what becomes of it; no database."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit import Conflict, Invalid
from commkit.posts import MadeWith, PostId

MAX_BODY = 40_000


@frozen
class Taken:
    """A post that is taken.

    Attributes:
        post: Its id.
        body: Its text.
        markup: The markup of the text.
        author: Who wrote it.
        made_with: Whether a program that generates text took part.
        removed_at: When it was removed.
    """

    post: PostId
    body: str
    markup: str
    author: UUID | None
    made_with: MadeWith
    removed_at: datetime | None


@frozen
class SourceState:
    """Where a post that was taken stands now.

    Attributes:
        post: Its id.
        removed_at: When it was removed.
        thread_removed_at: When its thread was.
        audience: Who alone sees its thread.
        walled: Whether its thread stands behind a wall.
    """

    post: PostId
    removed_at: datetime | None
    thread_removed_at: datetime | None
    audience: UUID | None
    walled: bool | None


def may_be_taken(source: SourceState, audience: UUID | None) -> bool:
    """Whether what a post says may be in an article.

    Args:
        source: The post.
        audience: The audience of the article; None for everybody who sees the community.
    """
    gone = source.removed_at is not None or source.thread_removed_at is not None
    return not gone and not source.walled and source.audience in (None, audience)


def check_sources(sources: Sequence[SourceState], taken: int, audience: UUID | None) -> None:
    """Check that an article may hold what was taken, for an audience.

    Args:
        sources: The posts that it was made of, as far as their rows are there.
        taken: How many it was made of.
        audience: The audience of the article.

    Raises:
        Conflict: One of them was removed, stands in a smaller audience or behind a wall, or its author was erased.
    """
    if len(sources) == taken and all(may_be_taken(source, audience) for source in sources):
        return
    raise Conflict(
        "articles.source_closed",
        "something that it was made of was removed or erased, or is not for all who would read it; "
        "leave that out and send SettleSources",
    )


def text_of(posts: Sequence[Taken]) -> tuple[str, str]:
    """The text of posts, one after the other, and its markup.

    Raises:
        Invalid: They have different markups, or are too long together.
    """
    markups = sorted({post.markup for post in posts})
    if len(markups) != 1:
        raise Invalid.field(
            "posts", "mixed_markup", f"take posts of one markup; these have {' and '.join(markups)}"
        )
    body = "\n\n".join(post.body.strip() for post in posts)
    if len(body) > MAX_BODY:
        raise Invalid.field(
            "posts",
            "too_long",
            f"together they have {len(body)} characters, and an article {MAX_BODY} at most",
        )
    return body, markups[0]


def made_of(posts: Sequence[Taken]) -> MadeWith | None:
    """How an article of these posts is made: assisted where a program took part in one of them."""
    return MadeWith.ASSISTED if any(post.made_with is not MadeWith.NONE for post in posts) else None
