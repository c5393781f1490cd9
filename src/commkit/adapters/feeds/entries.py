"""How posts and what a search finds become entries of a feed: a fixed number of statements for any number of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from attrs import frozen

from commkit.adapters.feeds.documents import Enclosure, Entry
from commkit.communities import Site
from commkit.feeds import EntryDetails, EntryNotice, ReadEntryDetails
from commkit.fields import ReadLicences
from commkit.posts import Attachment, AttachmentId, ListAttachmentsOfPosts, Post, PostId
from commkit.rendering import absolute_link, page_excerpt, render
from commkit.runtime.sessions.session import Session
from commkit.search import HitView

MOST_CONTENT = 20_000
"""Characters of the source of a text that is sent whole; of a longer one a feed has the beginning."""
_MOST_NOTICES = 10
"""What was said of a post later, at most: the newest."""

FileUrl = Callable[[AttachmentId], str]
"""Gives the address of a file, absolute."""


@frozen
class EntryWriter:
    """Makes entries of what is in a community.

    Attributes:
        slug: The community's slug.
        site: The host's URLs.
        file_url: Where files are read; None where entries have none.
    """

    slug: str
    site: Site
    file_url: FileUrl | None = None

    def posts(self, session: Session, posts: Sequence[Post], title: str = "") -> tuple[Entry, ...]:
        """Entries of posts; a reply is called by the title of its thread."""
        if not posts:
            return ()
        ids = tuple(post.id for post in posts)
        licences = {each.post: each.licence.url for each in session.ask(ReadLicences(ids))}
        details = {each.post: each for each in session.ask(ReadEntryDetails(ids))}
        files: dict[PostId | None, list[Attachment]] = defaultdict(list)
        for file in session.ask(ListAttachmentsOfPosts(ids)) if self.file_url is not None else ():
            files[file.post].append(file)
        return tuple(
            self._post(
                post,
                title,
                licences.get(post.id, ""),
                details.get(post.id, EntryDetails(post=post.id)),
                files[post.id],
            )
            for post in posts
        )

    def _post(
        self, post: Post, title: str, licence: str, details: EntryDetails, files: Sequence[Attachment]
    ) -> Entry:
        url = self.site.object_link(self.slug, "Post", post.id)
        notices = details.notices[:_MOST_NOTICES]
        changed = [post.edited_at, *(file.attached_at for file in files), *(each.at for each in notices)]
        summary = page_excerpt(post.body, markup=post.markup, rendered=True)
        return Entry(
            id=post.id.urn,
            title=post.title or title,
            url=url,
            html="".join(map(self._notice, notices)) + self._content(post, url, summary),
            summary=" ".join([*map(_said, notices[:1]), summary]),
            author=post.author_name,
            tags=post.tags,
            published=post.created_at,
            updated=max(filter(None, changed), default=post.created_at),
            made_with=post.made_with,
            by_agent=post.by_agent,
            licence=licence,
            writer=post.author,
            coauthors=details.authors,
            marks=tuple(dict.fromkeys(each.kind for each in notices)),
            enclosures=tuple(self._enclosure(post, file) for file in files),
        )

    def _content(self, post: Post, url: str, summary: str) -> str:
        if len(post.body) > MOST_CONTENT:
            return f"<p>{escape(summary)}</p>"
        resolve = partial(absolute_link, base_url=self.site.base_url, page_url=url)
        return render(post.body, markup=post.markup, resolve_link=resolve)

    def _notice(self, notice: EntryNotice) -> str:
        """A paragraph ahead of the text, for readers that show nothing else of it."""
        page = self.site.object_link(self.slug, "Post", notice.instead) if notice.instead is not None else ""
        instead = f' <a href="{escape(page)}">{escape(page)}</a>' if page else ""
        return f"<p><strong>{escape(_said(notice))}</strong>{instead}</p>\n"

    def _enclosure(self, post: Post, file: Attachment) -> Enclosure:
        assert self.file_url is not None
        mine = file.uploader is not None and file.uploader == post.author
        return Enclosure(
            url=self.file_url(file.id),
            media_type=file.media_type,
            size=file.size,
            title=file.name,
            credit=post.author_name if mine else "",
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


def _said(notice: EntryNotice) -> str:
    """What was said later, and when."""
    return f"{notice.kind.replace('_', ' ').capitalize()} ({notice.at:%Y-%m-%d}): {notice.text}"
