"""How pages of threads and posts are made: the records of the lists, and a statement for each thing beside them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from commkit.fields import field_values_of
from commkit.members import Authors, author_in, authors_of
from commkit.posts.feature import posts
from commkit.posts.listing.messages import ListThreads, ThreadFilter
from commkit.posts.messages import ReadThread
from commkit.posts.polls.queries import poll_of
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.read_positions.queries import first_unread_after, since_of
from commkit.posts.records import Post, PostId
from commkit.posts.status.queries import statuses_of
from commkit.posts.status.records import PostStatus
from commkit.posts.views import statements as sql
from commkit.posts.views.messages import ViewThread, ViewThreads
from commkit.posts.views.offers import EDIT
from commkit.posts.views.records import PostView, ThreadPage, ThreadView
from commkit.posts.wikis.handlers import may_edit_wiki
from commkit.rendering import page_excerpt, render
from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import marks_of
from commkit.runtime.sessions.offers import is_offered, offered_commands
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
    views = thread_views(context, page.items, rendered=query.rendered)
    return Page(tuple(views), page.next)


def threads_of(context: Context, query: ThreadFilter) -> Page[Post]:
    """The threads of a list."""
    found: Page[Post] = context.ask(derive(ListThreads, query))
    return found


@posts.handles(ViewThread)
def view_thread(context: Context, query: ViewThread) -> ThreadPage:
    """The page of the thread, its header, and what is beside them."""
    page = context.ask(derive(ReadThread, query))
    opening = page.items[0] if query.after is None else context.get(Post, query.thread)
    if not opening.opens:
        raise NotFound("posts.not_found", "there is no such thread here, or you may not see it")
    (header,) = thread_views(context, (opening,), rendered=query.rendered)
    items = post_views(
        context,
        page.items,
        space=lambda post: opening.space,
        rendered=query.rendered,
    )
    is_member = context.member_or_none is not None
    return ThreadPage(
        thread=header,
        poll=poll_of(context, opening.id) if header.status.poll else None,
        first_unread=first_unread_after(context, opening.id, header.last_read) if is_member else None,
        items=tuple(items),
        next=page.next,
    )


def thread_views(context: Context, threads: Sequence[Post], *, rendered: bool) -> list[ThreadView]:
    """Threads as lists show them, in seven statements at most, and one for each feature that marks them.

    Args:
        context: The context.
        threads: Opening posts that the reader sees.
        rendered: Whether excerpts are made of the rendered text.
    """
    if not threads:
        return []
    authors = authors_of(context, [thread.author for thread in threads])
    spaces = space_views(context, [thread.space for thread in threads])
    statuses = _statuses(context, threads)
    read = _reading(context, threads)
    marks = marks_of(context, Post, _ids(threads))
    values = field_values_of(context, "post", _ids(threads))
    offered = _offered(context, threads, statuses, space=lambda thread: thread.space)
    return [
        ThreadView(
            post=thread,
            author=_author(authors, thread),
            excerpt=page_excerpt(thread.body, markup=thread.markup, rendered=rendered),
            space=spaces.get(thread.space) if thread.space is not None else None,
            status=statuses[thread.id],
            marks=marks.get(thread.id, frozenset()),
            last_read=read.get(thread.id, (-1, False))[0],
            unread=read.get(thread.id, (-1, False))[1],
            fields=values.get(thread.id, {}),
            may=may,
        )
        for thread, may in zip(threads, offered, strict=True)
    ]


def post_views(
    context: Context,
    shown: Sequence[Post],
    *,
    space: Callable[[Post], SpaceId | None],
    rendered: bool,
) -> list[PostView]:
    """Posts as the page of a thread shows them, in six statements at most, and one for each feature that marks them.

    Args:
        context: The context.
        shown: Posts that the reader sees.
        space: Where a post's thread stands.
        rendered: Whether their texts are rendered.
    """
    if not shown:
        return []
    authors = authors_of(context, [post.author for post in shown])
    statuses = _statuses(context, shown)
    reactions, reacted = _reactions(context, shown)
    marks = marks_of(context, Post, _ids(shown))
    values = field_values_of(context, "post", _ids(shown))
    offered = _offered(context, shown, statuses, space=space)
    return [
        PostView(
            post=post,
            author=_author(authors, post),
            html=render(post.body, markup=post.markup) if rendered else None,
            reactions=tuple(reactions.get(post.id, ())),
            reacted=tuple(reacted.get(post.id, ())),
            status=statuses[post.id],
            marks=marks.get(post.id, frozenset()),
            fields=values.get(post.id, {}),
            may=may,
        )
        for post, may in zip(shown, offered, strict=True)
    ]


def _author(authors: Authors, post: Post) -> Any:
    return author_in(authors, post.author, name=post.author_name, staff=post.by_staff, agent=post.by_agent)


def _ids(shown: Sequence[Post]) -> list[PostId]:
    return sorted(post.id for post in shown)


def _statuses(context: Context, shown: Sequence[Post]) -> Mapping[PostId, PostStatus]:
    return {status.post: status for status in statuses_of(context, tuple(_ids(shown)))}


def _offered(
    context: Context,
    shown: Sequence[Post],
    statuses: Mapping[PostId, PostStatus],
    *,
    space: Callable[[Post], SpaceId | None],
) -> list[frozenset[str]]:
    """The commands about posts, those about wikis among them, which others than the author may edit."""
    offered = offered_commands(context, Post, shown, space=space)
    wiki = partial(may_edit_wiki, context)
    found = []
    for post, may in zip(shown, offered, strict=True):
        trust = statuses[post.id].wiki_trust
        if trust is not None and EDIT not in may and wiki(trust) and is_offered(context, Post, EDIT, post):
            may |= {EDIT}
        found.append(may)
    return found


@posts.lists_offers(Post)
def list_post_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What the pages of their threads offer about posts, in views of objects of every class."""
    if not context.can("posts.read"):
        return {}
    shown = context.rows(sql.POSTS, posts=ids)
    if not shown:
        return {}
    places = dict(context.rows(sql.PLACES, posts=_ids(shown)))
    offered = _offered(context, shown, _statuses(context, shown), space=lambda post: places.get(post.id))
    return {post.id: may for post, may in zip(shown, offered, strict=True)}


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
