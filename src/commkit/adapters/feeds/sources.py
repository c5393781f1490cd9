"""What a feed is made of: the lists that a community offers, read by a session as its actor sees them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any
from uuid import UUID, uuid5

from attrs import frozen

from commkit.adapters.feeds.documents import Entry, Feed
from commkit.communities import Site
from commkit.fields import ReadLicences
from commkit.members import ReadMember
from commkit.posts import ListNewestPosts, ListThreads, Post, PostId, ReadPost, ThreadOrder
from commkit.rendering import absolute_link, page_excerpt, render
from commkit.runtime.model.errors import Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session
from commkit.search import HitView, ViewHits
from commkit.spaces import FindSpace

MOST_ENTRIES = 50
"""Entries of a feed, at most."""
MOST_CONTENT = 20_000
"""Characters of the source of a text that is sent whole; of a longer one a feed has the beginning."""


@frozen
class FeedSource:
    """What a feed is about.

    Attributes:
        kind: `community`, `space`, `tag`, `thread`, `member` or `search`.
        name: Of a space its slug, of a tag its name, of a thread or a member the id, of a search the text.
    """

    kind: str
    name: str = ""


@frozen
class _Found:
    """What a source gave: what it is called, where its page is, and its entries."""

    title: str
    description: str
    page: tuple[str, UUID] | None
    entries: tuple[Entry, ...]


def read_feed(session: Session, source: FeedSource, *, site: Site, self_url: str) -> Feed:
    """Read a feed as the session's actor sees it, in a fixed number of statements.

    Args:
        session: A session in the community.
        source: What it is about.
        site: The host's URLs.
        self_url: Where the feed itself is read.

    Raises:
        NotFound: There is no such thing for this actor; of a tag: no thread.
        Denied: The actor may not read here.
        Invalid: There is no word to search for.
        PluginError: The extra `commkit[rendering]` is not installed.
    """
    try:
        found = _SOURCES[source.kind](session, source.name, _Writer(session.community.slug, site))
    except Invalid:
        if source.kind == "search":
            raise
        raise NotFound("runtime.not_found", "nothing can have this name") from None
    community = session.community
    page = found.page or ("Community", community.id)
    return Feed(
        id=uuid5(community.id, f"{source.kind}:{source.name}").urn,
        title=f"{found.title} \u2013 {community.title}" if found.title else community.title,
        description=found.description,
        url=site.object_link(community.slug, *page),
        self_url=self_url,
        site_url=site.base_url,
        author=community.title,
        updated=max((entry.updated for entry in found.entries), default=community.created_at),
        entries=found.entries,
    )


@frozen
class _Writer:
    """Makes entries of what is in a community.

    Attributes:
        slug: The community's slug.
        site: The host's URLs.
    """

    slug: str
    site: Site

    def posts(self, session: Session, posts: Sequence[Post], title: str = "") -> tuple[Entry, ...]:
        """Entries of posts; a reply is called by the title of its thread."""
        known = session.ask(ReadLicences(tuple(post.id for post in posts))) if posts else ()
        licences = {each.post: each.licence.url for each in known}
        return tuple(self._post(post, title, licences.get(post.id, "")) for post in posts)

    def _post(self, post: Post, title: str, licence: str) -> Entry:
        url = self.site.object_link(self.slug, "Post", post.id)
        resolve = partial(absolute_link, base_url=self.site.base_url, page_url=url)
        summary = page_excerpt(post.body, markup=post.markup, rendered=True)
        is_long = len(post.body) > MOST_CONTENT
        return Entry(
            id=post.id.urn,
            title=post.title or title,
            url=url,
            html=f"<p>{escape(summary)}</p>"
            if is_long
            else render(post.body, markup=post.markup, resolve_link=resolve),
            summary=summary,
            author=post.author_name,
            tags=post.tags,
            published=post.created_at,
            updated=post.edited_at or post.created_at,
            made_with=post.made_with,
            by_agent=post.by_agent,
            licence=licence,
            writer=post.author,
        )

    def hit(self, view: HitView) -> Entry:
        """An entry of what a search found: the part of the text that matches."""
        hit = view.hit
        snippet = "".join(part.text for part in hit.snippet)
        marked = "".join(
            f"<mark>{escape(part.text)}</mark>" if part.matched else escape(part.text) for part in hit.snippet
        )
        return Entry(
            id=hit.object.urn,
            title=view.title,
            url=self.site.object_link(self.slug, hit.record, hit.object),
            html=f"<p>{marked}</p>",
            summary=snippet,
            author=view.author.name if view.author is not None else "",
            tags=hit.tags,
            published=hit.at,
            updated=hit.at,
            writer=view.author.member if view.author is not None else None,
        )


def _threads(session: Session, writer: _Writer, **filters: Any) -> tuple[Entry, ...]:
    query = ListThreads(order=ThreadOrder.NEWEST, limit=MOST_ENTRIES, **filters)
    return writer.posts(session, session.ask(query).items)


def _community(session: Session, name: str, writer: _Writer) -> _Found:
    entries = _threads(session, writer)
    return _Found("", session.community.purpose, None, entries)


def _space(session: Session, slug: str, writer: _Writer) -> _Found:
    space = session.ask(FindSpace(slug))
    entries = _threads(session, writer, space=space.id)
    return _Found(space.title, space.purpose, ("Space", space.id), entries)


def _tag(session: Session, tag: str, writer: _Writer) -> _Found:
    entries = _threads(session, writer, tag=tag)
    if not entries:  # one that only hidden threads have is the same as one that none has
        raise NotFound("posts.no_such_tag", "no thread that you may see has this tag")
    return _Found(f"#{tag}", session.community.purpose, None, entries)


def _thread(session: Session, id: str, writer: _Writer) -> _Found:
    opening = session.ask(ReadPost(PostId(_id(id))))
    newest = session.ask(ListNewestPosts(opening.id, limit=MOST_ENTRIES))
    entries = writer.posts(session, newest, opening.title)
    excerpt = page_excerpt(opening.body, markup=opening.markup, rendered=True)
    return _Found(opening.title or excerpt, excerpt, ("Post", opening.id), entries)


def _member(session: Session, id: str, writer: _Writer) -> _Found:
    member = session.ask(ReadMember(MemberId(_id(id))))
    entries = _threads(session, writer, author=member.id)
    return _Found(member.name, session.community.purpose, ("Membership", member.id), entries)


def _search(session: Session, text: str, writer: _Writer) -> _Found:
    if not session.may_send(
        ListThreads
    ):  # outsiders may search, and would get an empty feed where all others are none
        raise NotFound("runtime.not_found", "there is nothing here that you may read")
    page = session.ask(ViewHits(text, record="Post", order="newest", limit=MOST_ENTRIES))
    entries = tuple(writer.hit(view) for view in page.items)
    return _Found(text, session.community.purpose, None, entries)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("runtime.not_found", "there is nothing of this id") from None


_SOURCES: Mapping[str, Callable[[Session, str, _Writer], _Found]] = {
    "community": _community,
    "space": _space,
    "tag": _tag,
    "thread": _thread,
    "member": _member,
    "search": _search,
}
