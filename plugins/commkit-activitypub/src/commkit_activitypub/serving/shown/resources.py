"""Reading posts in a visitor's session, in a fixed number of statements for any number of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from uuid import UUID

from attrs import frozen

from commkit import MemberId, Session
from commkit.crawlers import ListUnlistedMembers, ReadCrawlerRules
from commkit.feeds import EntryDetails, ReadEntryDetails
from commkit.http_resources import HttpRequest
from commkit.posts import Attachment, ListAttachmentsOfPosts, Post, PostId
from commkit_activitypub.documents.contents.policy import MOST_NOTICES, html_of
from commkit_activitypub.documents.links.policy import Links, links_of
from commkit_activitypub.documents.policy import ShownPost


@frozen
class Reading:
    """A visitor's session and where things are; made by `reading_of`.

    Attributes:
        session: The session.
        links: Where documents are.
        site: What relative links start from.
        page: Gives the page of a record by its class name and id; empty where it has none.
    """

    session: Session
    links: Links
    site: str
    page: Callable[[str, UUID], str]

    def shown(self, posts: Sequence[Post], parents: Iterable[PostId] = ()) -> tuple[ShownPost, ...]:
        """Posts as they are sent, all of which are published.

        Args:
            posts: The posts.
            parents: Which of the posts that they reply to are published; a reply to another one replies to its thread.
        """
        if not posts:
            return ()
        ids = tuple(post.id for post in posts)
        details = {each.post: each for each in self.session.ask(ReadEntryDetails(ids))}
        files: dict[PostId | None, list[Attachment]] = defaultdict(list)
        for file in self.session.ask(ListAttachmentsOfPosts(ids)):
            files[file.post].append(file)
        known = frozenset(parents)
        return tuple(
            self._shown(post, known, details.get(post.id, EntryDetails(post=post.id)), files[post.id])
            for post in posts
        )

    def _shown(
        self, post: Post, parents: frozenset[PostId], details: EntryDetails, files: Sequence[Attachment]
    ) -> ShownPost:
        notices = details.notices[:MOST_NOTICES]
        url = self.page("Post", post.id)
        changed = (post.edited_at, *(each.at for each in notices), *(each.attached_at for each in files))
        updated = max(filter(None, changed), default=None)
        parent = post.parent if post.parent is None or post.parent in parents else post.thread
        return ShownPost(
            post=post,
            thread=post.thread,
            parent=parent,
            html=html_of(
                post, notices, site=self.site, url=url, page_of=lambda other: self.page("Post", other)
            ),
            url=url,
            updated=updated if updated is not None and updated > post.created_at else None,
            files=tuple(files),
        )

    def published(self, posts: Iterable[Post]) -> tuple[Post, ...]:
        """Those posts whose authors did not ask search engines to leave out what is theirs; the others stay here."""
        given = tuple(posts)
        authors = authors_of(given)
        unlisted = self.session.ask(ListUnlistedMembers(members=authors)) if authors else ()
        return tuple(post for post in given if post.author not in unlisted)

    def is_trainable(self, posts: Iterable[Post] = ()) -> bool:
        """Whether everybody who wrote some posts lets models be trained on them, and the community does."""
        return self.session.ask(ReadCrawlerRules(writers=authors_of(posts))).training


def reading_of(session: Session, request: HttpRequest, path: str) -> Reading:
    """The reading of a request to the resource at a path.

    Args:
        session: A visitor's session.
        request: The request.
        path: The path of the resource.
    """
    community = session.community
    return Reading(
        session,
        links_of(request.root, path, community.id),
        request.site,
        partial(request.page, community.slug),
    )


def authors_of(posts: Iterable[Post]) -> tuple[MemberId, ...]:
    """Who wrote some posts, once each; agents and erased persons included as far as they have ids."""
    return tuple(sorted({post.author for post in posts if post.author is not None}))
