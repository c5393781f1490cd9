"""What a feed is made of: the lists that a community offers, read by a session as its actor sees them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from attrs import asdict, frozen

from commkit.adapters.feeds.documents import Entry, Feed
from commkit.adapters.feeds.entries import MOST_CONTENT, EntryWriter, FileUrl
from commkit.communities import Site
from commkit.feeds import ReadFeedChannel, ReadPostFeed
from commkit.members import ReadMember
from commkit.posts import ListNewestPosts, ListThreads, PostId, ReadPost, ReadPosts, ThreadOrder
from commkit.rendering import page_excerpt
from commkit.runtime.model.errors import Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session
from commkit.search import ViewHits
from commkit.spaces import FindSpace

__all__ = ["MOST_CONTENT", "MOST_ENTRIES", "FeedSource", "read_feed"]

MOST_ENTRIES = 50
"""Entries of a page of a feed, at most."""


@frozen
class FeedSource:
    """What a feed is about.

    Attributes:
        kind: `community`, `space`, `tag`, `thread`, `member`, `search`, or the path of a plugin's `PostFeed`, such as
            `series`.
        name: Of a space its slug, of a tag its name, of a thread or a member the id, of a search the text; of a list of
            a plugin its key.
        after: The `next` of the page before; None for the newest entries.
    """

    kind: str
    name: str = ""
    after: str | None = None


@frozen
class _Found:
    """What a source gave: what it is called, where its page is, what the feed's id is made of, and its entries."""

    title: str
    description: str
    page: tuple[str, UUID] | None
    key: str
    entries: tuple[Entry, ...]
    next: str | None = None


def read_feed(
    session: Session,
    source: FeedSource,
    *,
    site: Site,
    self_url: str,
    file_url: FileUrl | None = None,
    page_url: Callable[[str | None], str] | None = None,
) -> Feed:
    """Read a page of a feed as the session's actor sees it, in a fixed number of statements.

    Args:
        session: A session in the community.
        source: What it is about.
        site: The host's URLs.
        self_url: Where the feed itself is read.
        file_url: Gives the address of a file by its id; without it entries have no files.
        page_url: Gives the address of a page of the feed by its `after`, of the first one by None; without it the feed
            names no other pages.

    Raises:
        NotFound: There is no such thing for this actor, or no such page; of a tag: no thread.
        Denied: The actor may not read here.
        Invalid: There is no word to search for.
        PluginError: The extra `commkit[rendering]` is not installed.
    """
    writer = EntryWriter(session.community.slug, site, file_url)
    try:
        found = _SOURCES.get(source.kind, _declared)(session, source, writer)
    except Invalid:
        if source.kind == "search" and source.after is None:
            raise
        raise NotFound("runtime.not_found", "nothing can have this name") from None
    community = session.community
    page = found.page or ("Community", community.id)
    pages = page_url or (lambda _: "")
    return Feed(
        id=uuid5(community.id, f"{source.kind}:{found.key}").urn,
        title=f"{found.title} \u2013 {community.title}" if found.title else community.title,
        description=found.description,
        url=site.object_link(community.slug, *page),
        self_url=self_url,
        site_url=site.base_url,
        author=community.title,
        updated=max((entry.updated for entry in found.entries), default=community.created_at),
        entries=found.entries,
        next_url=pages(found.next) if found.next is not None else "",
        first_url=pages(None) if source.after is not None else "",
        **asdict(session.ask(ReadFeedChannel())),
    )


def _threads(
    session: Session, source: FeedSource, writer: EntryWriter, **filters: Any
) -> tuple[tuple[Entry, ...], str | None]:
    query = ListThreads(order=ThreadOrder.NEWEST, limit=MOST_ENTRIES, after=source.after, **filters)
    page = session.ask(query)
    return writer.posts(session, page.items), page.next


def _community(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    entries, next = _threads(session, source, writer)
    return _Found("", session.community.purpose, None, "", entries, next)


def _space(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    space = session.ask(FindSpace(source.name))
    entries, next = _threads(session, source, writer, space=space.id)
    # Its slug may change, and the feed stays the same.
    return _Found(space.title, space.purpose, ("Space", space.id), str(space.id), entries, next)


def _tag(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    entries, next = _threads(session, source, writer, tag=source.name)
    if not entries:  # one that only hidden threads have is the same as one that none has
        raise NotFound("posts.no_such_tag", "no thread that you may see has this tag")
    return _Found(f"#{source.name}", session.community.purpose, None, source.name, entries, next)


def _thread(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    _has_one_page(source)
    opening = session.ask(ReadPost(PostId(_id(source.name))))
    newest = session.ask(ListNewestPosts(opening.id, limit=MOST_ENTRIES))
    entries = writer.posts(session, newest, opening.title)
    excerpt = page_excerpt(opening.body, markup=opening.markup, rendered=True)
    return _Found(opening.title or excerpt, excerpt, ("Post", opening.id), str(opening.id), entries)


def _member(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    member = session.ask(ReadMember(MemberId(_id(source.name))))
    if not member.is_current:  # who left is no author whom one follows, whoever asks
        raise NotFound("runtime.not_found", "there is no such member here")
    entries, next = _threads(session, source, writer, author=member.id)
    purpose = session.community.purpose
    return _Found(member.name, purpose, ("Membership", member.id), str(member.id), entries, next)


def _search(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    if not session.may_send(
        ListThreads
    ):  # outsiders may search, and would get an empty feed where all others are none
        raise NotFound("runtime.not_found", "there is nothing here that you may read")
    query = ViewHits(source.name, record="Post", order="newest", limit=MOST_ENTRIES, after=source.after)
    page = session.ask(query)
    entries = tuple(writer.hit(view) for view in page.items)
    return _Found(source.name, session.community.purpose, None, source.name, entries, page.next)


def _declared(session: Session, source: FeedSource, writer: EntryWriter) -> _Found:
    """A list of a plugin: its own query says which posts, and they are read as any others."""
    query = ReadPostFeed(source.kind, source.name, after=source.after, limit=MOST_ENTRIES)
    found = session.ask(query)
    posts = session.ask(ReadPosts(found.posts))
    entries = writer.posts(session, posts)
    page = (found.record, found.id)
    return _Found(found.title, found.description, page, str(found.id), entries, found.next)


def _has_one_page(source: FeedSource) -> None:
    if source.after is not None:
        raise NotFound("runtime.not_found", "this feed has one page")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("runtime.not_found", "there is nothing of this id") from None


_SOURCES: Mapping[str, Callable[[Session, FeedSource, EntryWriter], _Found]] = {
    "community": _community,
    "space": _space,
    "tag": _tag,
    "thread": _thread,
    "member": _member,
    "search": _search,
}
