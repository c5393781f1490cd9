"""The resource `/activitypub/posts`: objects, the activities that published them, and the replies in threads."""

from functools import partial

from attrs import frozen

from commkit import Session
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource
from commkit.posts import Post, PostId, ReadPosts, ReadThread
from commkit_activitypub.actors.messages import ReadSpaceActor
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.documents.links.policy import POSTS_PATH
from commkit_activitypub.documents.policy import (
    activity_document,
    collection_document,
    object_document,
    page_document,
    whole,
)
from commkit_activitypub.policy import not_published
from commkit_activitypub.serving.answers.policy import Document
from commkit_activitypub.serving.requests.policy import read_id, read_names, split_path
from commkit_activitypub.serving.resources import METHODS, Work, answered
from commkit_activitypub.serving.shown.resources import Reading, reading_of

PAGE = 50
"""Posts of a thread on a page of its replies."""


@frozen
class _Found:
    """A published post.

    Attributes:
        post: The post.
        actor: The space that its thread stands in.
        parents: The post that it replies to, if that is published.
    """

    post: Post
    actor: SpaceActor
    parents: tuple[PostId, ...]


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """The answer to a request below a post.

    Args:
        request: The request.
        actor: Who the host says sent it; it makes no difference.
    """
    head, rest = split_path(request.path)
    return (yield from answered(request, _work(request, head, rest)))


def _work(request: HttpRequest, head: str, rest: str) -> Work:
    """What reads the document at a path.

    Raises:
        NotFound: There is none.
        Invalid: The query string has names that are not understood.
    """
    after = read_names(request.query, *(["after"] if rest == "replies/page" else [])).get("after")
    post = PostId(read_id(head))
    if rest not in ("", "activity", "replies", "replies/page"):
        raise not_published()
    return partial(_read, request=request, id=post, part=rest, after=after)


def _read(session: Session, *, request: HttpRequest, id: PostId, part: str, after: str | None) -> Document:
    reading = reading_of(session, request, POSTS_PATH)
    found = _find(reading, id)
    page = reading.page("Post", id)
    if part.startswith("replies"):
        if not found.post.opens:
            raise not_published()
        return _replies(reading, found, part, after)
    (shown,) = reading.shown([found.post], found.parents)
    form = activity_document if part else object_document
    document = form(shown, found.actor, reading.links)
    return Document(whole(document), page, reading.is_trainable([found.post]))


def _find(reading: Reading, id: PostId) -> _Found:
    """A post that is published: a visitor sees it, in a thread that a visitor sees, in a space that is an actor.

    Raises:
        NotFound: It is not.
    """
    (post,) = reading.session.ask(ReadPosts((id,))) or (None,)
    if post is None:
        raise not_published()
    others = tuple({post.thread, post.parent or post.thread} - {id})
    seen = {each.id: each for each in (post, *reading.session.ask(ReadPosts(others)))}
    root = seen.get(post.thread)
    if root is None or root.space is None:
        raise not_published()
    actor = reading.session.ask(ReadSpaceActor(root.space))
    left = {each.id for each in reading.published(seen.values())}
    if not {id, root.id} <= left:
        raise not_published()
    return _Found(post, actor, tuple(left))


def _replies(reading: Reading, found: _Found, part: str, after: str | None) -> Document:
    thread, links = found.post.id, reading.links
    collection, page = links.replies(thread), reading.page("Post", thread)
    if part == "replies":
        document = collection_document(collection, links.actor(found.actor.space))
        return Document(whole(document), page, reading.is_trainable())
    given = reading.session.ask(ReadThread(thread, after=after, limit=PAGE))
    replies = tuple(post for post in given.items if not post.opens)
    here = {post.id for post in given.items}
    before = tuple({post.parent for post in replies if post.parent is not None} - here)
    earlier = reading.session.ask(ReadPosts(before))  # what the first ones here reply to
    known = reading.published((*given.items, *earlier))
    posts = tuple(post for post in known if post.id in here and not post.opens)
    shown = reading.shown(posts, (post.id for post in known))
    items = [object_document(each, found.actor, links) for each in shown]
    document = page_document(collection, items, after=after, next=given.next)
    return Document(whole(document), page, reading.is_trainable(posts))


POSTS = HttpResource(POSTS_PATH, METHODS, answer)
"""What a feature serves of posts."""
