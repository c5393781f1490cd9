"""The resource `/activitypub/webfinger`: the answer to WebFinger for the spaces of one community."""

from functools import partial

from commkit import Session
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource
from commkit.spaces import SpaceId
from commkit_activitypub.actors.messages import FindSpaceActor, ReadSpaceActor
from commkit_activitypub.actors.policy import split_account
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.documents.links.policy import SPACES_PATH, WEBFINGER_PATH, Links
from commkit_activitypub.policy import not_published
from commkit_activitypub.serving.answers.policy import READING, Document, not_allowed, refuse, send
from commkit_activitypub.serving.requests.policy import read_id
from commkit_activitypub.serving.resources import METHODS, read
from commkit_activitypub.serving.shown.resources import reading_of
from commkit_activitypub.webfinger.policy import Asked, account_in, descriptor, read_asked

MEDIA_TYPE = "application/jrd+json"


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """The answer to a request.

    Args:
        request: The request.
        actor: Who the host says sent it; it makes no difference.
    """
    if request.path:
        raise not_published()
    if request.method not in READING:
        return not_allowed()
    asked = read_asked(request.query)
    if asked is None:  # RFC 7033, section 4.2
        return refuse(
            400, "Bad request", "bad_resource", "give one resource, such as acct:gardens.roses@example.org"
        )
    document = yield from read(request, partial(_read, request=request, asked=asked))
    sent = send(document, MEDIA_TYPE, request.headers.get("if-none-match", ""))
    return type(sent)(sent.status, (*sent.headers, ("Access-Control-Allow-Origin", "*")), sent.body)


def _read(session: Session, *, request: HttpRequest, asked: Asked) -> Document:
    reading = reading_of(session, request, WEBFINGER_PATH)
    actor = _find(session, reading.links, asked.resource, request)
    page = reading.page("Space", actor.space)
    found = descriptor(actor, reading.links, page=page, rels=asked.rels)
    return Document(found, page, reading.is_trainable())


def _find(session: Session, links: Links, resource: str, request: HttpRequest) -> SpaceActor:
    """The space that a resource names: an account at this host, or the address of an actor.

    Raises:
        NotFound: It names none here.
    """
    account = account_in(resource)
    community = session.community.slug
    if account is None:
        head, _, id = resource.partition(f"{SPACES_PATH}/")
        if head != links.base:
            raise not_published()
        return session.ask(ReadSpaceActor(SpaceId(read_id(id))))
    name, host = account
    slugs = split_account(name, home=community)
    if host != links.host or slugs is None or slugs[0] != community:
        raise not_published()
    return session.ask(FindSpaceActor(slugs[1]))


WEBFINGER = HttpResource(WEBFINGER_PATH, METHODS, answer)
"""What a feature serves of accounts."""
