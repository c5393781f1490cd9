"""How posts are hidden and shown when the type of their community is changed.

A hidden post is removed as far as pages, counters, search and other features' SQL are concerned, and only those see it
who see removed posts. But nobody removed it: it costs its author no trust, nobody is told, and what it had (its state,
its accepted answer, its clocks) stays as it is, so that showing it brings all of it back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.posts import statements as posts_sql
from commkit.posts.hiding import statements as sql
from commkit.posts.hiding.facts import PostsHidden, PostsShown
from commkit.posts.records import Post, PostId
from commkit.posts.tags import statements as tags_sql
from commkit.posts.tags.handlers import attach_tags, set_tags
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.context import Context

_POSTS_OF_A_FACT = 500


@frozen
class _Row:
    """What is counted of a post."""

    id: PostId
    thread: PostId
    parent: PostId | None
    tags: tuple[str, ...]
    author: UUID | None
    audience: UUID | None

    @property
    def tags_counted(self) -> bool:
        """Whether it counts at its tags: a thread for an audience does not."""
        return self.parent is None and self.audience is None


def hide_posts(context: Context, kinds: Iterable[str]) -> int:
    """Hide all visible posts of other kinds than these; gives how many.

    Call it before the type is changed, so that the features of the old type hear of it.
    """
    return _hide(context, [_Row(*row) for row in context.rows(sql.TO_HIDE, kinds=list(kinds))])


def hide_threads(context: Context, threads: Iterable[PostId]) -> int:
    """Hide all visible posts of some threads; gives how many."""
    return _hide(context, [_Row(*row) for row in context.rows(sql.TO_HIDE_IN, threads=list(threads))])


def _hide(context: Context, found: Sequence[_Row]) -> int:
    if not found:
        return 0
    context.run_many(sql.HIDE, [{"id": row.id, "now": context.now} for row in found])
    context.run_many(sql.ADD_HIDDEN, [{"post": row.id, "hidden_at": context.now} for row in found])
    _count_replies(context, found, change=-1)
    tagged = Counter(tag for row in found if row.tags_counted for tag in row.tags)
    context.run_many(
        tags_sql.COUNT_TAG, [{"name": tag, "post_count": -count} for tag, count in sorted(tagged.items())]
    )
    context.run_many(
        tags_sql.DELETE_POST_TAG,
        [{"tag": tag, "post": row.id} for row in found if row.parent is None for tag in sorted(row.tags)],
    )
    _count_authors(context, found, change=-1)
    for posts, threads in _parts(found):
        context.emit(PostsHidden(posts=posts, threads=threads))
    return len(found)


def show_posts(context: Context, kinds: Iterable[str]) -> int:
    """Show all hidden posts of these kinds; gives how many.

    Call it after the type is changed, so that the features of the new type hear of it.
    """
    found = [_Row(*row) for row in context.rows(sql.TO_SHOW, kinds=list(kinds))]
    if not found:
        return 0
    context.run_many(sql.SHOW, [{"id": row.id} for row in found])
    context.run_many(sql.DELETE_HIDDEN, [{"post": row.id} for row in found])
    _count_replies(context, found, change=1)
    for row in found:
        if row.parent is None and row.tags:
            kept = set_tags(context, row.tags, allow_reserved=True, counted=row.tags_counted)
            attach_tags(context, row.id, kept)
            if kept != row.tags:
                context.run(tags_sql.SET_TAGS, id=row.id, new_tags=kept)
    _count_authors(context, found, change=1)
    for posts, threads in _parts(found):
        context.emit(PostsShown(posts=posts, threads=threads))
    return len(found)


def recount_answers(context: Context, before: CommunityType, after: CommunityType) -> None:
    """Count the answers of threads anew whose kind awaits other answers in the new type than in the old one."""
    old = {kind.name: kind.awaits for kind in before.post_kinds}
    new = {kind.name: kind.awaits for kind in after.post_kinds}
    for kind in sorted(old.keys() | new.keys()):
        awaits = new.get(kind)
        if awaits == old.get(kind):
            continue
        if awaits is None:
            context.run(sql.FORGET_ANSWERS, kind=kind)
        else:
            context.run(sql.COUNT_ANSWERS, kind=kind, awaits=awaits)


def is_hidden(context: Context, post: UUID) -> bool:
    """Whether a post is hidden because the community's type lacks its kind."""
    return context.one(sql.IS_HIDDEN, post=post) is not None


def make_removed(context: Context, post: PostId) -> Any:
    """Make a hidden post a removed one; gives what `RemovePost` needs of it, or None where it is not hidden."""
    if not context.run(sql.DELETE_HIDDEN, post=post):
        return None
    return context.one(sql.MAKE_REMOVED, id=post, now=context.now, by=context.member_or_none)


def make_hidden(context: Context, post: Post) -> None:
    """Make a removed post a hidden one: it is restored when the community's type has its kind.

    Raises:
        Conflict: It is not removed.
    """
    removed = context.one(sql.REMOVED_BY, id=post.id)
    if removed is None or is_hidden(context, post.id):
        raise Conflict("posts.not_removed", "this post is not removed")
    context.run(sql.ADD_HIDDEN, post=post.id, hidden_at=context.now)
    if post.author is not None and post.author != removed[0]:
        context.run(posts_sql.COUNT_FOR_AUTHOR, author=post.author, posts=0, reactions=0, removed=-1)


def count_posts_by_kind(context: Context) -> list[tuple[Any, ...]]:
    """The posts that are not removed: kind, state, how many."""
    return context.rows(sql.KINDS)


def _count_replies(context: Context, rows: Iterable[_Row], *, change: int) -> None:
    replies = Counter(row.thread for row in rows if row.parent is not None)
    context.run_many(
        posts_sql.COUNT_REPLIES,
        [
            {"thread": thread, "change": change * count, "answers": 0}
            for thread, count in sorted(replies.items())
        ],
    )


def _count_authors(context: Context, rows: Iterable[_Row], *, change: int) -> None:
    written = Counter(row.author for row in rows if row.author is not None)
    context.run_many(
        posts_sql.COUNT_FOR_AUTHOR,
        [
            {"author": author, "posts": change * count, "reactions": 0, "removed": 0}
            for author, count in sorted(written.items())
        ],
    )


def _parts(rows: Sequence[_Row]) -> Iterator[tuple[tuple[PostId, ...], tuple[PostId, ...]]]:
    for start in range(0, len(rows), _POSTS_OF_A_FACT):
        part = rows[start : start + _POSTS_OF_A_FACT]
        yield tuple(row.id for row in part), tuple(row.id for row in part if row.parent is None)
