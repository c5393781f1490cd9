"""The HTTP resource `/scim/v2` of a community: who sends it, and which part of the protocol answers."""

from collections.abc import Callable, Generator
from typing import Any

from pydantic import ValidationError
from scim2_models import SCIMException

from commkit import SYSTEM, CommkitError, Conflict, Invalid, NotFound, Session
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from commkit_scim.schemas.records import Group, user_model
from commkit_scim.serving.discovery.policy import (
    listed,
    resource_types,
    schemas,
    service_provider_config,
)
from commkit_scim.serving.endpoints.policy import Endpoint, Exchange, found_page
from commkit_scim.serving.errors.policy import of_exception, problem, refusal, respond, unauthorised
from commkit_scim.serving.requests.policy import needs_match, read_body, read_query, wanted_of
from commkit_scim.serving.served_groups.resources import GROUPS
from commkit_scim.serving.served_users.resources import USERS
from commkit_scim.tokens.messages import ResolveScimToken
from commkit_scim.tokens.records import ScimClient

PATH = "/scim/v2"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_READING = ("GET", "HEAD")
_TRIES = 8
"""How often a change is tried that somebody else's came before."""
Work = Callable[[Session], HttpResponse]
_ENDPOINTS: dict[str, Endpoint] = {"Users": USERS, "Groups": GROUPS}


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """The answer to a request of a directory.

    Args:
        request: The request.
        actor: Who the host says sent it; what counts is the token.
    """
    client = yield from _client(request)
    if client is None:
        return unauthorised()
    key = SYSTEM if client.key is None else client.key
    try:
        found = _route(Exchange(request, client))
        if isinstance(found, HttpResponse):
            return found
        work, read_only = found
        return (yield from _carried_out(request, key, work, read_only))
    except (SCIMException, ValidationError) as error:
        return of_exception(error)


def _client(request: HttpRequest) -> Generator[HttpWork, Any, ScimClient | None]:
    """For whom the token of a request stands; None where there is none that is valid in this community."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    query = ResolveScimToken(secret.strip())
    try:
        client: ScimClient = yield HttpWork(SYSTEM, lambda session: session.ask(query), read_only=True)
    except (NotFound, Invalid):  # no such community, or none with a directory; a text that can be no token
        return None
    return client


def _carried_out(
    request: HttpRequest, key: Any, work: Work, read_only: bool
) -> Generator[HttpWork, Any, HttpResponse]:
    """Do the work; again where somebody else's change came between reading and writing, and no version was named."""
    tries = 1 if needs_match(request) else _TRIES
    while True:
        tries -= 1
        try:
            done: HttpResponse = yield HttpWork(key, work, read_only)
        except Conflict as error:
            if error.code != "scim.stale" or not tries:
                raise
        else:
            return done


def _route(exchange: Exchange) -> tuple[Work, bool] | HttpResponse:
    """What answers a request."""
    request = exchange.request
    parts = [part for part in request.path.split("/") if part]
    if not parts or parts == [".search"]:
        return _search_all(exchange, searched=bool(parts))
    name, rest = parts[0], parts[1:]
    endpoint = _ENDPOINTS.get(name)
    if endpoint is None:
        return _discovery(exchange, name, rest)
    if not rest:
        return _collection(exchange, endpoint)
    if rest == [".search"]:
        if request.method != "POST":
            return _not_allowed("POST")
        wanted = wanted_of(read_body(request), endpoint.model(exchange.client), searched=True)
        return endpoint.listing(exchange, wanted), True
    return _one(exchange, endpoint, rest) if len(rest) == 1 else _nothing()


def _collection(exchange: Exchange, endpoint: Endpoint) -> tuple[Work, bool] | HttpResponse:
    if exchange.request.method in _READING:
        wanted = wanted_of(
            dict(read_query(exchange.request)), endpoint.model(exchange.client), searched=False
        )
        return endpoint.listing(exchange, wanted), True
    if exchange.request.method == "POST":
        return endpoint.creating(exchange), False
    return _not_allowed("GET, POST")


def _one(exchange: Exchange, endpoint: Endpoint, rest: list[str]) -> tuple[Work, bool] | HttpResponse:
    (id,) = rest
    if exchange.request.method in _READING:
        return endpoint.reading(exchange, id), True
    changing = {"PUT": endpoint.replacing, "PATCH": endpoint.patching, "DELETE": endpoint.deleting}
    made = changing.get(exchange.request.method)
    return (made(exchange, id), False) if made is not None else _not_allowed("GET, PUT, PATCH, DELETE")


def _discovery(exchange: Exchange, name: str, rest: list[str]) -> HttpResponse:
    root, client = exchange.request.root, exchange.client
    if name in ("Bulk", "Me"):
        return problem(501, f"/{name} is not supported here")
    if name == "ServiceProviderConfig" and not rest:
        found: Any = service_provider_config(root)
    elif name in ("ResourceTypes", "Schemas") and len(rest) < 2:
        known = resource_types(root) if name == "ResourceTypes" else schemas(root, client)
        found = next((each for each in known if each["id"] == rest[0]), None) if rest else listed(known)
    else:
        found = None
    if found is None:
        return _nothing()
    if exchange.request.method not in _READING:
        return _not_allowed("GET")
    if "filter" in read_query(exchange.request):
        return problem(403, "no filter is read here")
    return respond(200, found)


def _search_all(exchange: Exchange, *, searched: bool) -> tuple[Work, bool] | HttpResponse:
    """Users and groups in one list; what is no attribute of the one kind is false for it."""
    request, client = exchange.request, exchange.client
    if request.method != "POST" if searched else request.method not in _READING:
        return _not_allowed("POST" if searched else "GET")
    model: Any = user_model(emails=client.emails, roles=client.roles) | Group
    values = read_body(request) if searched else dict(read_query(request))
    wanted = wanted_of(values, model, searched=searched)

    def work(session: Session) -> HttpResponse:
        return found_page(exchange, session, wanted, list(_ENDPOINTS.values()))

    return work, True


def _nothing() -> HttpResponse:
    return problem(404, "there is nothing at this address; /ResourceTypes lists what there is")


def _not_allowed(methods: str) -> HttpResponse:
    return problem(405, f"send {methods}", headers=(("Allow", methods),))


def refuse(status: int, error: CommkitError) -> HttpResponse:
    """The form of an error that was found ahead of the protocol, or by the community."""
    return refusal(status, error)


SCIM = HttpResource(PATH, METHODS, answer, refuse)
"""What a feature serves."""
