"""How pages of threads and posts are made: the records of the lists, and a statement for each thing beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.fields import FieldValue, field_values_of
from commkit.members import Authors, author_in, author_parameters
from commkit.posts.feature import posts
from commkit.posts.listing.messages import ListThreads, ThreadFilter
from commkit.posts.messages import ReadThread
from commkit.posts.polls.queries import poll_of
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.read_positions.queries import first_unread_after, since_of
from commkit.posts.records import Post, PostId
from commkit.posts.status.records import PostStatus
from commkit.posts.views import statements as sql
from commkit.posts.views.messages import ViewThread, ViewThreads
from commkit.posts.views.offers import post_offers
from commkit.posts.views.records import PostView, ThreadPage, ThreadView
from commkit.rendering import page_excerpt, render
from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import leading_of, marks_of
from commkit.runtime.storage.pages import Page
from commkit.runtime.storage.readers import NOBODY
from commkit.spaces import SpaceId, space_views


@posts.describes(Post)
def describe_posts(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A post is called by the title of its thread; outsiders of a private community are told none."""
    if not context.can("posts.read"):
        return {}
    return {
        id: Description(
            title,
            body,
            markup=markup,
            author=author,
            author_name=name,
            by_staff=staff,
            by_agent=agent,
            part_of=thread,
        )
        for id, thread, title, body, markup, author, name, staff, agent in context.rows(
            sql.DESCRIPTIONS, posts=ids
        )
    }


@posts.handles(ViewThreads)
def view_threads(context: Context, query: ViewThreads) -> Page[ThreadView]:
    """The page of the list, and what is beside it; asking the list's own query keeps the gates on it."""
    page = threads_of(context, query)
    return Page(tuple(thread_views(context, page.items, rendered=query.rendered)), page.next)


def threads_of(context: Context, query: ThreadFilter) -> Page[Post]:
    """The threads of a list."""
    found: Page[Post] = context.ask(derive(ListThreads, query))
    return found


@posts.handles(ViewThread)
def view_thread(context: Context, query: ViewThread) -> ThreadPage:
    """The page of the thread, its header, and what is beside them, which is read once for both."""
    page = context.ask(derive(ReadThread, query))
    opening = page.items[0] if query.after is None else context.get(Post, query.thread)
    if not opening.opens:
        raise NotFound("posts.not_found", "there is no such thread here, or you may not see it")
    leading = _leading(context, opening.id) if query.after is None else []
    shown = {post.id: post for post in (opening, *page.items, *leading)}
    beside = _read_beside(context, tuple(shown.values()), space=lambda post: opening.space)
    (header,) = _thread_views(context, (opening,), beside, rendered=query.rendered)
    is_member = context.member_or_none is not None
    items = (*page.items, *(post for post in leading if post not in page.items))
    views = {view.post.id: view for view in _post_views(context, items, beside, rendered=query.rendered)}
    return ThreadPage(
        thread=header,
        poll=poll_of(context, opening.id) if header.status.poll else None,
        first_unread=first_unread_after(context, opening.id, header.last_read) if is_member else None,
        items=tuple(views[post.id] for post in page.items),
        next=page.next,
        leading=tuple(views[post.id] for post in leading),
    )


def _leading(context: Context, thread: PostId) -> list[Post]:
    """The replies that features put first, each once, in the order of the features."""
    ids = list(dict.fromkeys(leading_of(context, Post, thread)))
    found = {post.id: post for post in context.rows(sql.LEADING, thread=thread, posts=ids)} if ids else {}
    return [found[PostId(id)] for id in ids if id in found]


def thread_views(context: Context, threads: Sequence[Post], *, rendered: bool) -> list[ThreadView]:
    """Threads as lists show them, in a fixed number of statements.

    Args:
        context: The context.
        threads: Opening posts that the reader sees.
        rendered: Whether excerpts are made of the rendered text.
    """
    if not threads:
        return []
    beside = _read_beside(context, threads, space=lambda thread: thread.space)
    return _thread_views(context, threads, beside, rendered=rendered)


def post_views(
    context: Context, shown: Sequence[Post], *, space: Callable[[Post], SpaceId | None], rendered: bool
) -> list[PostView]:
    """Posts as the page of a thread shows them, in a fixed number of statements.

    Args:
        context: The context.
        shown: Posts that the reader sees.
        space: Where a post's thread stands.
        rendered: Whether their texts are rendered.
    """
    if not shown:
        return []
    return list(_post_views(context, shown, _read_beside(context, shown, space=space), rendered=rendered))


@frozen
class _Beside:
    """What is beside the posts of a page, by their ids."""

    authors: Authors
    statuses: Mapping[PostId, PostStatus]
    marks: Mapping[UUID, frozenset[str]]
    fields: Mapping[UUID, Mapping[str, FieldValue]]
    offered: Mapping[UUID, frozenset[str]]


def _read_beside(
    context: Context, shown: Sequence[Post], *, space: Callable[[Post], SpaceId | None]
) -> _Beside:
    """Five statements at most, and one for each feature that marks posts."""
    ids = _ids(shown)
    statuses, authors = _statuses_and_authors(context, ids)
    return _Beside(
        authors,
        statuses,
        marks_of(context, Post, ids),
        field_values_of(context, "post", ids),
        post_offers(context, shown, statuses, space=space),
    )


def _thread_views(
    context: Context, threads: Sequence[Post], beside: _Beside, *, rendered: bool
) -> list[ThreadView]:
    """Threads as lists show them; where they stand and how far they are read takes two statements."""
    spaces = space_views(context, [thread.space for thread in threads])
    read = _reading(context, threads)
    return [
        ThreadView(
            post=thread,
            author=_author(beside.authors, thread),
            excerpt=page_excerpt(thread.body, markup=thread.markup, rendered=rendered),
            space=spaces.get(thread.space) if thread.space is not None else None,
            status=beside.statuses[thread.id],
            marks=beside.marks.get(thread.id, frozenset()),
            last_read=read.get(thread.id, (-1, False))[0],
            unread=read.get(thread.id, (-1, False))[1],
            fields=beside.fields.get(thread.id, {}),
            may=beside.offered[thread.id],
        )
        for thread in threads
    ]


def _post_views(
    context: Context, shown: Sequence[Post], beside: _Beside, *, rendered: bool
) -> Iterator[PostView]:
    """Posts as the page of a thread shows them; their reactions take one statement."""
    reactions, reacted = _reactions(context, shown) if shown else ({}, {})
    for post in shown:
        yield PostView(
            post=post,
            author=_author(beside.authors, post),
            html=render(post.body, markup=post.markup) if rendered else None,
            reactions=tuple(reactions.get(post.id, ())),
            reacted=tuple(reacted.get(post.id, ())),
            status=beside.statuses[post.id],
            marks=beside.marks.get(post.id, frozenset()),
            fields=beside.fields.get(post.id, {}),
            may=beside.offered[post.id],
        )


def _author(authors: Authors, post: Post) -> Any:
    return author_in(authors, post.author, name=post.author_name, staff=post.by_staff, agent=post.by_agent)


def _ids(shown: Sequence[Post]) -> list[PostId]:
    return sorted(post.id for post in shown)


def _statuses_and_authors(
    context: Context, posts: Sequence[PostId]
) -> tuple[Mapping[PostId, PostStatus], Authors]:
    """What posts are marked with, and their authors: a post has one of each, so that they are one statement."""
    rows = context.rows(sql.BESIDE, posts=posts, now=context.now, **author_parameters(context))
    statuses = {status.post: status for status, _ in rows}
    return statuses, {
        author.member: author for _, author in rows if author is not None and author.member is not None
    }


def _reading(context: Context, threads: Sequence[Post]) -> dict[PostId, tuple[int, bool]]:
    """How far the reader has read threads, and whether something is unread."""
    me = context.member_or_none
    if me is None:
        return {}
    rows = context.rows(sql.READING, me=me, since=since_of(context), posts=_ids(threads))
    return {id: (number, bool(unread)) for id, number, unread in rows}


def _reactions(
    context: Context, shown: Sequence[Post]
) -> tuple[dict[PostId, list[ReactionCount]], dict[PostId, list[str]]]:
    """The reactions to posts, and the reader's own."""
    counts: dict[PostId, list[ReactionCount]] = {}
    own: dict[PostId, list[str]] = {}
    me = context.member_or_none or NOBODY
    for post, name, local, imported, mine in context.rows(sql.REACTIONS, me=me, posts=_ids(shown)):
        counts.setdefault(post, []).append(ReactionCount(name, local, imported))
        if mine:
            own.setdefault(post, []).append(name)
    return counts, own
