"""The resource `/activitypub/spaces`: actors, their outboxes, and the inboxes that take nothing."""

from functools import partial

from commkit import Session
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource
from commkit.posts import ListThreads, ThreadOrder
from commkit.spaces import SpaceId
from commkit_activitypub.actors.messages import ReadSpaceActor
from commkit_activitypub.documents.links.policy import SPACES_PATH
from commkit_activitypub.documents.policy import (
    activity_document,
    actor_document,
    collection_document,
    empty_document,
    page_document,
    whole,
)
from commkit_activitypub.policy import not_published
from commkit_activitypub.serving.answers.policy import Document, read_only
from commkit_activitypub.serving.requests.policy import read_id, read_names, split_path
from commkit_activitypub.serving.resources import METHODS, Work, answered
from commkit_activitypub.serving.shown.resources import Reading, reading_of

PAGE = 20
"""Posts on a page of a collection."""


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """The answer to a request below a space.

    Args:
        request: The request.
        actor: Who the host says sent it; it makes no difference.
    """
    head, rest = split_path(request.path)
    if rest == "inbox":
        return read_only()
    return (yield from answered(request, _work(request, head, rest)))


def _work(request: HttpRequest, head: str, rest: str) -> Work:
    """What reads the document at a path.

    Raises:
        NotFound: There is none.
        Invalid: The query string has names that are not understood.
    """
    after = read_names(request.query, *(["after"] if rest == "outbox/page" else [])).get("after")
    space = SpaceId(read_id(head))
    if rest not in ("", "outbox", "outbox/page", "followers"):
        raise not_published()
    return partial(_read, request=request, space=space, part=rest, after=after)


def _read(
    session: Session, *, request: HttpRequest, space: SpaceId, part: str, after: str | None
) -> Document:
    reading = reading_of(session, request, SPACES_PATH)
    if part == "outbox/page":
        return _outbox_page(reading, space, after)
    actor = session.ask(ReadSpaceActor(space))
    page, owner = reading.page("Space", space), reading.links.actor(space)
    if part == "":
        document = actor_document(actor, reading.links, url=page)
    elif part == "outbox":
        document = collection_document(reading.links.outbox(space), owner)
    else:
        document = empty_document(reading.links.followers(space), owner)
    return Document(whole(document), page, reading.is_trainable())


def _outbox_page(reading: Reading, space: SpaceId, after: str | None) -> Document:
    """Threads, the newest first."""
    actor = reading.session.ask(ReadSpaceActor(space))
    query = ListThreads(space=space, order=ThreadOrder.NEWEST, after=after, limit=PAGE)
    found = reading.session.ask(query)
    posts = reading.published(found.items)
    items = [activity_document(each, actor, reading.links) for each in reading.shown(posts)]
    document = page_document(reading.links.outbox(space), items, after=after, next=found.next)
    return Document(whole(document), reading.page("Space", space), reading.is_trainable(posts))


SPACES = HttpResource(SPACES_PATH, METHODS, answer)
"""What a feature serves of spaces."""
